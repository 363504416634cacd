package dev.avowry.sign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.SigningKeyId;
import dev.avowry.key.KeyMaterial;
import dev.avowry.key.Sealer;
import dev.avowry.key.Signer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Signs by keys of agents. Those that sign often are kept opened; whether a key may sign is never
 * asked here, and was read anew by whoever comes.
 */
@ApplicationScoped
class Signers {
  private final Sealer sealer;
  private final Vertx vertx;
  private final Cache<SigningKeyId, Signer> opened;

  Signers(Sealer sealer, Vertx vertx, SignConfig config) {
    this.sealer = sealer;
    this.vertx = vertx;
    this.opened = Caffeine.newBuilder().maximumSize(config.keysInMemory()).build();
  }

  /** The signature over the input, as JWS has it and RFC 9421 §3.3 as well. */
  Uni<byte[]> sign(AgentKey key, byte[] input) {
    Optional<Signer> ready =
        Optional.ofNullable(opened.getIfPresent(key.id())).filter(Signer::fast);
    return ready.isPresent()
        ? Uni.createFrom().item(() -> ready.get().sign(input))
        : vertx.executeBlocking(() -> open(key).sign(input), false);
  }

  private Signer open(AgentKey key) {
    return opened.get(
        key.id(),
        any ->
            KeyMaterial.open(key.jwk(), key.secret().orElseThrow(), sealer, key.purpose())
                .signer());
  }
}
