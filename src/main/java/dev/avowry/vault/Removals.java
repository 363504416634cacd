package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Takes what is kept from everybody, or from somebody, through the door like everything that is
 * taken. Asked for again it is answered as before.
 */
@ApplicationScoped
public class Removals {
  private static final String REASON = "removed";

  private final Keepers keepers;
  private final VaultWriter writer;
  private final Catalogue catalogue;
  private final Revocations revocations;

  Removals(Keepers keepers, VaultWriter writer, Catalogue catalogue, Revocations revocations) {
    this.keepers = keepers;
    this.writer = writer;
    this.catalogue = catalogue;
    this.revocations = revocations;
  }

  /**
   * Takes a secret from everybody and destroys it, or closes a folder: what is in it is given to
   * nobody from then on.
   */
  public Uni<Void> remove(NodeId thing, Caller by) {
    return keepers
        .thing(thing, by)
        .chain(() -> revocations.carryOut(order(thing, by)))
        .chain(() -> writer.destroy(thing, by));
  }

  /** Takes somebody's access to a secret or a folder away. */
  public Uni<Void> withdraw(NodeId thing, NodeId access, Caller by) {
    return keepers
        .thing(thing, by)
        .chain(() -> catalogue.isOf(thing, access))
        .invoke(Removals::requireFound)
        .chain(() -> revocations.carryOut(order(access, by)))
        .replaceWithVoid();
  }

  private static void requireFound(boolean found) {
    if (!found) {
      throw Keepers.unknown();
    }
  }

  /** It was found to be theirs: things are in no tree by which the door could tell. */
  private static Order order(NodeId id, Caller by) {
    Requester keeper =
        new Requester(by.actor().toString(), by.sponsor(), lineage -> true, by.origin());
    return Order.of(
        new Target.OfNode(id, Optional.empty()), Mode.REVOKE, REASON, Optional.empty(), keeper);
  }
}
