package dev.avowry.key;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies without holding up an event loop: at once where that costs less than another thread,
 * else on a worker, and the answer comes back to the caller's context.
 */
@ApplicationScoped
public class Verification {
  private final Vertx vertx;

  Verification(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The JWT as trusted if the key is the signer's; see {@link CompactJwt#verify}. */
  public Uni<Optional<VerifiedJwt>> verify(CompactJwt jwt, VerificationKey key) {
    return by(key.algorithm(), () -> jwt.verify(key));
  }

  /** The same for a key as its owner gave it, which has yet to be made usable. */
  public Uni<Optional<VerifiedJwt>> verify(CompactJwt jwt, Jwk key) {
    return by(key.algorithm(), () -> jwt.verify(key.toVerificationKey()));
  }

  /**
   * Whether the signature is the key's over the input, whatever that is.
   *
   * @param signature as JWS has it: 64 bytes r and s for ES256 (RFC 7518 §3.4)
   */
  public Uni<Boolean> verifies(Jwk key, byte[] input, byte[] signature) {
    return by(key.algorithm(), () -> key.toVerificationKey().verifies(input, signature));
  }

  private <T> Uni<T> by(Algorithm algorithm, Supplier<T> work) {
    return Signatures.inUse().fast(algorithm)
        ? Uni.createFrom().item(work)
        : vertx.executeBlocking(work::get, false);
  }
}
