package dev.avowry.connection;

import dev.avowry.kernel.ProviderId;
import java.util.Optional;

/**
 * With what a browser came back, RFC 6749 §4.1.2 and RFC 9207 §2.
 *
 * @param provider at whose address
 */
public record Callback(
    ProviderId provider,
    Optional<String> state,
    Optional<String> code,
    Optional<String> error,
    Optional<String> issuer) {
  private static final int LONGEST = 4_096;

  /** Whether it has a code, and nothing that says otherwise. */
  boolean isGranted() {
    return error.isEmpty()
        && code.filter(it -> !it.isEmpty() && it.length() <= LONGEST).isPresent();
  }

  /** Whether the provider itself has answered, as far as it says who it is. */
  boolean isFrom(Provider known) {
    return issuer.equals(known.issuer());
  }
}
