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

  private Uni<Optional<VerifiedJwt>> by(Algorithm algorithm, Supplier<Optional<VerifiedJwt>> work) {
    return Signatures.inUse().fast(algorithm)
        ? Uni.createFrom().item(work)
        : vertx.executeBlocking(work::get, false);
  }
}
