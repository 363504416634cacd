package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.Kept;
import dev.avowry.vault.Secret;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Successors;
import dev.avowry.vault.Vault;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Rotators of secrets, for those who keep them. Whatever is not theirs to keep is refused with
 * {@link Reason#NOT_FOUND}, as if it were not there.
 */
@ApplicationScoped
public class Rotators {
  private final Vault vault;
  private final Successors successors;
  private final RotatorStore store;
  private final RotatorWriter writer;

  Rotators(Vault vault, Successors successors, RotatorStore store, RotatorWriter writer) {
    this.vault = vault;
    this.successors = successors;
    this.store = store;
    this.writer = writer;
  }

  /**
   * Says how a secret is replaced. Refused with {@link Reason#INVALID_REQUEST} where it is not fit
   * for that, and with {@link Reason#CONFLICT} while it is being replaced.
   */
  public Uni<Rotator> set(NodeId secret, Plan plan, Caller by) {
    return vault
        .kept(secret, by)
        .invoke(found -> requireType(found, plan))
        .chain(found -> requireFit(found, plan))
        .chain(() -> writer.set(secret, plan, by))
        .chain(() -> show(secret, by));
  }

  private static void requireType(Secret secret, Plan plan) {
    boolean fits =
        switch (plan.method()) {
          case Method.PostgreSql postgres -> secret.type() == SecretType.DATABASE;
          case Method.Webhook webhook -> !secret.type().isOnlyUsed();
        };
    if (!fits) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "a secret of the type %s has no rotator of the type %s"
              .formatted(secret.type().code(), plan.method().code()));
    }
  }

  private Uni<Void> requireFit(Secret secret, Plan plan) {
    return plan.method() instanceof Method.PostgreSql
        ? successors.kept(secret.id()).invoke(Rotators::requirePlace).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private static void requirePlace(Optional<Kept> kept) {
    Kept found = kept.orElseThrow(Rotators::none);
    if (Place.of(found.fields()) instanceof Place.Reading.Unfit(String why)) {
      throw Refusal.refused(Reason.INVALID_REQUEST, why);
    }
  }

  /** That of a secret; refused with {@link Reason#NOT_FOUND} when it has none. */
  public Uni<Rotator> show(NodeId secret, Caller by) {
    return vault
        .kept(secret, by)
        .chain(() -> Panache.withSession(() -> store.find(secret)))
        .map(found -> found.orElseThrow(Rotators::none));
  }

  /** A secret is replaced on its day by nobody from then on. Refused as {@link #set}. */
  public Uni<Void> remove(NodeId secret, Caller by) {
    return vault.kept(secret, by).chain(() -> writer.remove(secret, by));
  }

  /** The secret is replaced, soon; asking again while it is changes nothing. */
  public Uni<Rotator> rotate(NodeId secret, Caller by) {
    return vault
        .kept(secret, by)
        .chain(found -> writer.begin(found, by))
        .chain(() -> show(secret, by));
  }

  static RuntimeException none() {
    return Refusal.refused(Reason.NOT_FOUND, "the secret has no rotator");
  }
}
