package dev.avowry.broker;

import java.util.Locale;

/**
 * Why there is no answer of a far side, in so few words that nothing is told of any network: no
 * name, no address that is public, nobody there and a certificate of somebody else are one.
 */
public enum Failure {
  /** Nothing was sent. */
  UNREACHABLE("the far side could not be reached over TLS at a public address; nothing was sent"),
  /** What was asked for may have been done. */
  TOO_SLOW("the far side has not answered in time; what was asked for may have been done"),
  /** What was asked for may have been done. */
  BROKEN_OFF("the far side broke off or made no sense; what was asked for may have been done"),
  /** What was asked for has been done or not; nobody knows what the answer says. */
  ENCODED(
      "the far side compressed its answer though it was asked not to, so that nobody could look for"
          + " the secret in it; what was asked for may have been done");

  private final String sentence;

  Failure(String sentence) {
    this.sentence = sentence;
  }

  /** The code on the wire and on record. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it means to whoever asked. */
  public String sentence() {
    return sentence;
  }
}
