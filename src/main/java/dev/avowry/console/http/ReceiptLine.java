package dev.avowry.console.http;

import dev.avowry.revocation.Receipt;

/**
 * Where one verifier is with what was ordered, in words.
 *
 * @param code by which its colour is chosen
 */
record ReceiptLine(String resource, String verifier, String code, String word, String words) {
  static ReceiptLine of(Receipt.Line line) {
    return switch (line) {
      case Receipt.Line.Closed closed ->
          new ReceiptLine(
              closed.resource(),
              closed.verifier().name(),
              "live",
              "closed",
              "it refuses since " + Shown.second(closed.acknowledgedAt()));
      case Receipt.Line.ExpiresAt silent ->
          new ReceiptLine(
              silent.resource(),
              silent.verifier().name(),
              "suspended",
              "open",
              "it has not said so; the last token is over by " + Shown.second(silent.at()));
      case Receipt.Line.Unknown unknown ->
          new ReceiptLine(
              resource(unknown.resource()),
              "nobody",
              "expired",
              "unknown",
              "nobody is registered here, so nobody will say so");
    };
  }

  private static String resource(String resource) {
    return resource.equals(Receipt.ANY) ? "any other" : resource;
  }
}
