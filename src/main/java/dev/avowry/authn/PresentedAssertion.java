package dev.avowry.authn;

import dev.avowry.kernel.Reason;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Parsed;
import java.util.Optional;

/**
 * An assertion as it came, read once for all who look at it.
 *
 * @param text the same
 * @param parsed read strictly, and not yet believed
 */
record PresentedAssertion(String text, Parsed parsed) {
  static PresentedAssertion read(String text) {
    return new PresentedAssertion(text, CompactJwt.parse(text, ClientAssertion.MAX_LENGTH));
  }

  /** The JWT; refused when it is none. */
  CompactJwt jwt() {
    return parsed.orRefuse(Reason.INVALID_CLIENT);
  }

  /** Whom it claims to be about. */
  Optional<String> claimedSubject() {
    return parsed.jwt().flatMap(jwt -> jwt.untrustedClaims().text("sub"));
  }

  /** Shows nothing: the text is a credential. */
  @Override
  public String toString() {
    return "PresentedAssertion[redacted]";
  }
}
