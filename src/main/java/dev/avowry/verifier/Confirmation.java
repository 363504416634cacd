package dev.avowry.verifier;

import java.util.Optional;

/**
 * What a token is bound to, by its {@code cnf}: a key (RFC 9449 §6.1) or a certificate (RFC 8705
 * §3.1), one of them.
 *
 * @param isOfKey whether it is a key, or else a certificate
 * @param value its SHA-256 in base64url
 */
record Confirmation(boolean isOfKey, String value) {
  private static final String KEY = "jkt";
  private static final String CERTIFICATE = "x5t#S256";

  /** RFC 7800 §3.1: what is not understood of {@code cnf} binds nevertheless, and so refuses. */
  static Optional<Confirmation> of(Members claims) throws Refusal {
    if (!claims.has("cnf")) {
      return Optional.empty();
    }
    try {
      Members cnf = claims.object("cnf");
      if (cnf.values().size() == 1) {
        boolean isOfKey = cnf.has(KEY);
        return Optional.of(new Confirmation(isOfKey, cnf.string(isOfKey ? KEY : CERTIFICATE)));
      }
    } catch (Refusal otherwise) {
      // Falls through to the one refusal.
    }
    throw new Refusal(Reason.BINDING, "cnf binds the token by something else than jkt or x5t#S256");
  }
}
