package dev.avowry.revocation;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Entry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Says of an entry, as often as asked, where it is known to have arrived. */
@ApplicationScoped
public class Receipts {
  private final VerifierStore store;
  private final Directory directory;

  Receipts(VerifierStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  /**
   * The receipt as it is now.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when there is no such entry, or it is not the caller's
   * to know of.
   *
   * @param reach whether the caller may know of the node with these above it; of what is no node,
   *     nothing is above it
   */
  public Uni<Receipt> of(long seq, Predicate<List<NodeId>> reach) {
    return store
        .entry(seq)
        .map(found -> found.orElseThrow(Receipts::unknown))
        .chain(entry -> of(entry, reach));
  }

  private Uni<Receipt> of(Entry entry, Predicate<List<NodeId>> reach) {
    return lineage(entry)
        .invoke(found -> requireReached(found, reach))
        .map(found -> found.flatMap(Receipts::resources))
        .chain(resources -> of(entry, resources));
  }

  private Uni<Receipt> of(Entry entry, Optional<Set<String>> resources) {
    return store
        .serving(resources.map(List::copyOf), entry.seq())
        .map(verifiers -> Receipt.of(entry, resources, verifiers));
  }

  private Uni<Optional<Lineage>> lineage(Entry entry) {
    return NodeId.parse(entry.id())
        .map(directory::lineage)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** What tokens below may be for; empty if anything. */
  private static Optional<Set<String>> resources(Lineage lineage) {
    return switch (lineage.effective().resources()) {
      case Extent.Only only -> Optional.of(new TreeSet<>(only.values()));
      case Extent.Any any -> Optional.empty();
    };
  }

  private static void requireReached(Optional<Lineage> found, Predicate<List<NodeId>> reach) {
    if (!reach.test(found.map(Lineage::ids).orElse(List.of()))) {
      throw unknown();
    }
  }

  private static RuntimeException unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no receipt for that, or it is not yours to know of");
  }
}
