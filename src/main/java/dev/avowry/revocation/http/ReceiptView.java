package dev.avowry.revocation.http;

import dev.avowry.revocation.Receipt;
import dev.avowry.revocation.Receipt.Line;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A receipt on the wire.
 *
 * @param iss who says so
 * @param iat as of when, in seconds
 */
public record ReceiptView(
    String iss,
    long iat,
    long seq,
    String id,
    Instant at,
    Instant deadBy,
    List<LineView> verifiers) {
  /** One resource at one verifier; or at none. */
  public record LineView(
      String resource,
      String status,
      Optional<String> verifier,
      Optional<String> name,
      Optional<Instant> acknowledgedAt,
      Optional<Instant> expiresAt) {
    static LineView of(Line line) {
      return switch (line) {
        case Line.Closed closed ->
            new LineView(
                closed.resource(),
                "CLOSED",
                Optional.of(closed.verifier().id().toString()),
                Optional.of(closed.verifier().name()),
                Optional.of(closed.acknowledgedAt()),
                Optional.empty());
        case Line.ExpiresAt silent ->
            new LineView(
                silent.resource(),
                "EXPIRES_AT",
                Optional.of(silent.verifier().id().toString()),
                Optional.of(silent.verifier().name()),
                Optional.empty(),
                Optional.of(silent.at()));
        case Line.Unknown unknown ->
            new LineView(
                unknown.resource(),
                "UNKNOWN",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
      };
    }
  }

  static ReceiptView of(Receipt receipt, String issuer, Instant now) {
    return new ReceiptView(
        issuer,
        now.getEpochSecond(),
        receipt.entry().seq(),
        receipt.entry().id(),
        receipt.entry().at(),
        receipt.deadBy(),
        receipt.lines().stream().map(LineView::of).toList());
  }
}
