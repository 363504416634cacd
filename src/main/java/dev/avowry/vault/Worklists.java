package dev.avowry.vault;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Entry;
import dev.avowry.revocation.Receipts;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * What has to be replaced because somebody knows it who should not any more: exactly what was given
 * in plaintext on the authority of what was taken, as the ledger has it.
 */
@ApplicationScoped
public class Worklists {
  private final Exposures exposures;
  private final Receipts receipts;
  private final Directory directory;

  Worklists(Exposures exposures, Receipts receipts, Directory directory) {
    this.exposures = exposures;
    this.receipts = receipts;
    this.directory = directory;
  }

  /**
   * What follows from an entry. Refused with {@link Reason#NOT_FOUND} unless it is theirs to know.
   */
  public Uni<Page<Exposure>> ofRevocation(long seq, boolean open, Caller by, PageRequest page) {
    return receipts
        .of(seq, by::reaches)
        .map(receipt -> receipt.entry())
        .invoke(Worklists::requireOne)
        .chain(entry -> exposures.of(entry.id(), open, page));
  }

  /**
   * What would follow if a node were stopped, or followed from it that it was.
   *
   * @param open whether only that is wanted of which something is left to do
   */
  public Uni<Page<Exposure>> ofNode(NodeId node, boolean open, Caller by, PageRequest page) {
    return directory
        .lineage(node)
        .invoke(found -> requireReached(found, by))
        .chain(() -> exposures.of(node.toString(), open, page));
  }

  private static void requireReached(Optional<Lineage> found, Caller by) {
    if (found.map(Lineage::ids).filter(by::reaches).isEmpty()) {
      throw Refusal.refused(
          Reason.NOT_FOUND, "there is no such node, or it is not yours to know of");
    }
  }

  /** A class of tokens is on nobody's path: who was ended by it is told by its receipt alone. */
  private static void requireOne(Entry entry) {
    if (entry.id().contains(":") || entry.id().equals(Entry.EVERYTHING)) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "the revocation was of a class of tokens: ask by node for whom it concerns");
    }
  }
}
