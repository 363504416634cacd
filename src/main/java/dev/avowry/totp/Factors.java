package dev.avowry.totp;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.vault.Secret;
import dev.avowry.vault.Vault;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Keeps second factors in the vault, whose rules are those of all that is kept there. Refused with
 * {@link Reason#INVALID_REQUEST} when a seed cannot be read.
 */
@ApplicationScoped
public class Factors {
  private final Vault vault;
  private final Vertx vertx;

  Factors(Vault vault, Vertx vertx) {
    this.vault = vault;
    this.vertx = vertx;
  }

  /** A factor that is kept. */
  public record Kept(Secret secret, Factor factor) {}

  /** Keeps a new one. */
  public Uni<Kept> keep(NewFactor asked, Caller by) {
    return factor(asked.setup())
        .chain(
            factor ->
                vault.keep(asked.toSecret(factor), by).map(secret -> new Kept(secret, factor)));
  }

  /**
   * Puts another seed, other origins and other backup codes in the place of those of the present
   * version; of the same type, or refused with {@link Reason#CONFLICT}.
   *
   * @param replaces the version that the caller believes to be the present one; empty when it does
   *     not matter
   */
  public Uni<Kept> replace(NodeId id, Setup setup, Optional<Integer> replaces, Caller by) {
    return factor(setup)
        .chain(
            factor ->
                vault
                    .replace(id, factor.type(), factor.toFields(), replaces, by)
                    .map(secret -> new Kept(secret, factor)));
  }

  private Uni<Factor> factor(Setup setup) {
    return switch (setup.source()) {
      case Setup.Source.OfUri(String uri) -> Uni.createFrom().item(uri).map(setup::toFactor);
      case Setup.Source.OfPicture(QrPicture picture) ->
          vertx.executeBlocking(picture::read, false).map(setup::toFactor);
    };
  }
}
