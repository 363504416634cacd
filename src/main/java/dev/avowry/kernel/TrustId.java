package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names an outside issuer that is trusted, or a rule that says what its tokens are good for. Stands
 * in the path of every token that rests on it. Never reused.
 *
 * @param value 64 random bits
 */
public record TrustId(long value) {
  /** A new id. */
  public static TrustId random(SecureRandom random) {
    return new TrustId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<TrustId> parse(String text) {
    return RandomId.read(text).map(TrustId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
