package dev.avowry.audit;

import dev.avowry.ledger.Standstill;
import dev.avowry.ledger.Tree;
import dev.avowry.ledger.TreeHead;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Signs the tree as it stands whenever it has grown, and only if it continues the tree that was
 * signed before: there are never two signed histories. For the same reason it signs nothing while
 * the ledger is in doubt. A checkpoint has no row in the ledger, or each would call for the next.
 */
@ApplicationScoped
public class Checkpointer {
  private static final Logger LOG = Logger.getLogger(Checkpointer.class);

  private final Tree tree;
  private final Proofs proofs;
  private final CheckpointStore store;
  private final CheckpointKeys keys;
  private final Standstill standstill;
  private final Vertx vertx;
  private final Clock clock;
  private final String origin;

  Checkpointer(
      Tree tree,
      Proofs proofs,
      CheckpointStore store,
      CheckpointKeys keys,
      Standstill standstill,
      Vertx vertx,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.tree = tree;
    this.proofs = proofs;
    this.store = store;
    this.keys = keys;
    this.standstill = standstill;
    this.vertx = vertx;
    this.clock = clock;
    this.origin = Checkpoint.originOf(issuer);
  }

  @Scheduled(
      identity = "checkpoints",
      every = "${avowry.audit.checkpoint-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tick() {
    return signIfGrown()
        .onFailure()
        .invoke(failure -> LOG.warnf("no checkpoint could be signed: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  /** Signs and keeps a checkpoint if the tree is larger than the last one's. */
  Uni<Void> signIfGrown() {
    return standstill.why().isPresent()
        ? Uni.createFrom().voidItem()
        : store
            .latest()
            .chain(
                latest ->
                    tree.head().chain(head -> follow(latest.map(SignedCheckpoint::head), head)));
  }

  private Uni<Void> follow(Optional<TreeHead> before, TreeHead head) {
    if (head.size() == 0 || before.equals(Optional.of(head))) {
      return Uni.createFrom().voidItem();
    }
    return before
        .map(older -> requireContinued(older, head))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .chain(keys::signers)
        .chain(signers -> sign(head, signers))
        .chain(store::add);
  }

  private Uni<Void> requireContinued(TreeHead older, TreeHead newer) {
    if (newer.size() < older.size()) {
      return Uni.createFrom().failure(contradiction(older, newer));
    }
    return proofs
        .consistency(older.size(), newer.size())
        .map(Proofs.Continued::proof)
        .invoke(
            proof -> {
              if (!proof.proves(older.root(), newer.root())) {
                throw contradiction(older, newer);
              }
            })
        .replaceWithVoid();
  }

  private static IllegalStateException contradiction(TreeHead older, TreeHead newer) {
    return new IllegalStateException(
        "the ledger's tree of size %d does not continue the signed one of size %d: it was changed"
            .formatted(newer.size(), older.size()));
  }

  /** On a worker, and in no transaction. */
  private Uni<SignedCheckpoint> sign(TreeHead head, List<NoteSigner> signers) {
    return vertx.executeBlocking(
        () ->
            new SignedCheckpoint(
                clock.instant(),
                head,
                SignedNote.sign(new Checkpoint(origin, head).text(), signers).toString()));
  }
}
