package dev.avowry.audit;

import dev.avowry.agent.Ceiling;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.Standstill;
import dev.avowry.ledger.Tree;
import dev.avowry.ledger.TreeHead;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A database that was set back to an older state is noticed by the checkpoint that is kept outside
 * of it. Then no token is issued until an operator has said so, since whoever was revoked meanwhile
 * would live again; and an entry far ahead ends everything, so that tokens that were issued
 * meanwhile are vouched for nowhere.
 */
@ApplicationScoped
public class Continuity {
  private static final Logger LOG = Logger.getLogger(Continuity.class);

  /** More than there can have been entries since the checkpoint was kept. */
  private static final long LEAP = 1_000_000;

  private final Tree tree;
  private final Proofs proofs;
  private final CheckpointStore store;
  private final Outside outside;
  private final Entries entries;
  private final KnownEntries known;
  private final Recorder recorder;
  private final Standstill standstill;
  private final Clock clock;
  private final Vertx vertx;
  private final Optional<AcceptedTree> accepted;
  private volatile Optional<OutsideCopy> last = Optional.empty();

  Continuity(
      Tree tree,
      Proofs proofs,
      CheckpointStore store,
      Outside outside,
      Entries entries,
      KnownEntries known,
      Recorder recorder,
      Standstill standstill,
      Clock clock,
      Vertx vertx,
      AuditConfig config) {
    this.tree = tree;
    this.proofs = proofs;
    this.store = store;
    this.outside = outside;
    this.entries = entries;
    this.known = known;
    this.recorder = recorder;
    this.standstill = standstill;
    this.clock = clock;
    this.vertx = vertx;
    this.accepted = config.accept().flatMap(AcceptedTree::parse);
  }

  /** Holds the ledger against what was kept outside, and lets tokens be issued or not. */
  Uni<Void> check() {
    return vertx
        .executeBlocking(outside::read)
        .invoke(copy -> last = copy)
        .chain(
            copy ->
                copy.isEmpty()
                    ? Uni.createFrom().item(true)
                    : continues(copy.get().head()).call(sound -> unless(sound, copy.get())))
        .invoke(this::liftIf)
        .replaceWithVoid();
  }

  /** Keeps the newest checkpoint outside, if there is one that is not. */
  Uni<Void> keep() {
    return standstill.why().isPresent()
        ? Uni.createFrom().voidItem()
        : store
            .latest()
            .chain(
                latest ->
                    latest
                        .filter(checkpoint -> isNewer(checkpoint.head()))
                        .map(this::keep)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private void liftIf(boolean sound) {
    if (sound) {
      standstill.lift();
    }
  }

  private boolean isNewer(TreeHead head) {
    return last.map(copy -> head.size() > copy.head().size()).orElse(true);
  }

  private Uni<Void> keep(SignedCheckpoint checkpoint) {
    return keep(
        checkpoint.head(), Optional.of(checkpoint.note()), last.flatMap(OutsideCopy::accepted));
  }

  /** With the fence as it is now: one that was only seen earlier could be leapt by too little. */
  private Uni<Void> keep(TreeHead head, Optional<String> note, Optional<String> acceptance) {
    return entries
        .since(known.fence())
        .invoke(known::learn)
        .chain(since -> keep(new OutsideCopy(head, since.head(), note, acceptance)));
  }

  private Uni<Void> keep(OutsideCopy copy) {
    return vertx
        .executeBlocking(
            () -> {
              outside.keep(copy);
              return copy;
            })
        .invoke(kept -> last = Optional.of(kept))
        .replaceWithVoid();
  }

  private Uni<Boolean> continues(TreeHead older) {
    return tree.head()
        .chain(
            head -> {
              if (older.size() == 0 || head.size() < older.size()) {
                return Uni.createFrom().item(older.size() == 0);
              }
              return proofs
                  .consistency(older.size(), head.size())
                  .map(now -> now.older().equals(older.root()));
            });
  }

  private Uni<Void> unless(boolean sound, OutsideCopy copy) {
    return sound
        ? Uni.createFrom().voidItem()
        : entries.leap(end(copy)).chain(tree::head).chain(head -> decide(copy, head));
  }

  private Entry end(OutsideCopy copy) {
    Instant now = clock.instant();
    return new Entry(copy.fence().seq() + LEAP, Entry.EVERYTHING, now, Ceiling.overFor(now));
  }

  private Uni<Void> decide(OutsideCopy copy, TreeHead head) {
    return isAccepted(copy, head)
        .chain(
            yes ->
                yes
                    ? goOn(copy, head)
                    : Uni.createFrom().voidItem().invoke(() -> stop(copy, head)));
  }

  /** An acceptance that was used says nothing of what happened afterwards. */
  private Uni<Boolean> isAccepted(OutsideCopy copy, TreeHead head) {
    return accepted
        .filter(tree -> !copy.accepted().equals(Optional.of(tree.toString())))
        .filter(tree -> tree.size() <= head.size())
        .map(tree -> tree.equals(AcceptedTree.of(head)) ? Uni.createFrom().item(true) : was(tree))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  /** Whether the tree was this one when it had its size: another replica may have gone on. */
  private Uni<Boolean> was(AcceptedTree tree) {
    return tree.size() == 0
        ? Uni.createFrom().item(true)
        : proofs
            .consistency(tree.size(), tree.size())
            .map(now -> tree.equals(AcceptedTree.of(new TreeHead(tree.size(), now.older()))));
  }

  private Uni<Void> goOn(OutsideCopy copy, TreeHead head) {
    LOG.warnf(
        "the ledger was set back and goes on as an operator accepted: lost=%s found=%s",
        AcceptedTree.of(copy.head()), AcceptedTree.of(head));
    Event event =
        Event.of(EventType.LEDGER_RESTORED, Event.ITSELF, Origin.itself("restored"))
            .with(
                Map.of(
                    "lost", AcceptedTree.of(copy.head()).toString(),
                    "found", AcceptedTree.of(head).toString()));
    return recorder
        .note(event)
        .chain(() -> keep(head, Optional.empty(), accepted.map(AcceptedTree::toString)))
        .invoke(standstill::lift);
  }

  private void stop(OutsideCopy copy, TreeHead head) {
    String why =
        "the ledger does not continue the last checkpoint that is kept outside the database:"
            + " expected %s or more, found %s. The database was set back, or rows were removed."
                .formatted(AcceptedTree.of(copy.head()), AcceptedTree.of(head))
            + " No token is issued. To go on with what is there, start with AVOWRY_AUDIT_ACCEPT="
            + AcceptedTree.of(head);
    standstill.stop(why);
    LOG.error(why);
  }
}
