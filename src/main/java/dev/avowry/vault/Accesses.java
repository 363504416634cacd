package dev.avowry.vault;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Says who may have what is kept. It is taken away through the door, see {@link Removals}. */
@ApplicationScoped
public class Accesses {
  private final Keepers keepers;
  private final AccessWriter writer;
  private final Catalogue catalogue;
  private final Directory directory;
  private final Clock clock;

  Accesses(
      Keepers keepers, AccessWriter writer, Catalogue catalogue, Directory directory, Clock clock) {
    this.keepers = keepers;
    this.writer = writer;
    this.catalogue = catalogue;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Gives somebody access to a secret or a folder that the caller looks after. The holder has to be
   * theirs as well: nobody burdens another's agents with what they then have to guard.
   */
  public Uni<Access> give(NodeId thing, NewAccess asked, Caller by) {
    requireFuture(asked);
    return keepers
        .thing(thing, by)
        .chain(() -> directory.lineage(asked.holder()))
        .invoke(holder -> requireHolder(holder, asked, by))
        .chain(() -> writer.give(thing, asked, by));
  }

  /** Who may have a secret or folder that the caller looks after. */
  public Uni<Page<Access>> of(NodeId thing, Caller by, PageRequest page) {
    return keepers.thing(thing, by).chain(() -> catalogue.accesses(thing, page));
  }

  private void requireFuture(NewAccess asked) {
    if (asked.expiresAt().map(end -> !end.isAfter(clock.instant())).orElse(false)) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "expires_at must be in the future");
    }
  }

  private static void requireHolder(Optional<Lineage> holder, NewAccess asked, Caller by) {
    Node node =
        holder
            .filter(found -> by.reaches(found.ids()))
            .map(Lineage::node)
            .filter(found -> !found.kind().isThing())
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.INVALID_REQUEST,
                        "holder is no agent or node that is yours to give something to"));
    if (node.kind() == NodeKind.SPONSOR && !asked.below()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "a human acts here by their agents: subtree must be true");
    }
  }
}
