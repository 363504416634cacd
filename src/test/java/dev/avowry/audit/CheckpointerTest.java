package dev.avowry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.key.Sealer;
import dev.avowry.ledger.GrownTree;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.Standstill;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@AvowryTest
class CheckpointerTest {
  @Inject CheckpointKeyStore keyStore;
  @Inject Sealer sealer;
  @Inject Standstill standstill;
  @Inject Vertx vertx;
  @Inject Clock clock;

  private final String issuer = "https://" + UUID.randomUUID() + ".example";
  private final Kept kept = new Kept();

  @Test
  void signsWhenTheTreeHasGrownAndNotOtherwise() throws Throwable {
    GrownTree tree = new GrownTree();
    Checkpointer checkpointer = replica(tree);
    sign(checkpointer);
    assertEquals(List.of(), kept.sizes());

    tree.append(SignedLog.leaves(300));
    sign(checkpointer);
    sign(checkpointer);
    assertEquals(List.of(300L), kept.sizes());

    tree.append(SignedLog.leaves(1));
    sign(checkpointer);
    assertEquals(List.of(300L, 301L), kept.sizes());
    assertEquals(tree.headNow(), kept.all.getLast().head());
  }

  @Test
  void signsNoTreeThatDoesNotContinueTheSignedOne() throws Throwable {
    sign(replica(new GrownTree().append(SignedLog.leaves(300))));
    List<Hash> changed = new ArrayList<>(SignedLog.leaves(300));
    changed.set(299, SignedLog.leaf(7_777));

    refuses(new GrownTree().append(changed));
    refuses(new GrownTree().append(changed).append(SignedLog.leaves(50)));
    refuses(new GrownTree().append(SignedLog.leaves(299)));
    assertEquals(List.of(300L), kept.sizes());

    sign(replica(new GrownTree().append(SignedLog.leaves(350))));
    assertEquals(List.of(300L, 350L), kept.sizes());
  }

  @Test
  void replicasThatComeAtOnceSignWithTheSameKeys() throws Exception {
    List<List<NoteKey>> found =
        AtOnce.run(4, () -> await(() -> keys().signers()).stream().map(NoteSigner::key).toList());

    assertEquals(
        List.of(NoteAlgorithm.ED25519, NoteAlgorithm.ML_DSA_65),
        found.getFirst().stream().map(NoteKey::algorithm).sorted().toList());
    assertEquals(1, found.stream().distinct().count(), found::toString);
  }

  private void refuses(GrownTree tree) {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> sign(replica(tree)));
    assertTrue(refused.toString().contains("it was changed"), refused::toString);
  }

  private Checkpointer replica(GrownTree tree) {
    return new Checkpointer(tree, new Proofs(tree), kept, keys(), standstill, vertx, clock, issuer);
  }

  private CheckpointKeys keys() {
    AuditConfig config =
        new AuditConfig() {
          @Override
          public Duration checkpointEvery() {
            return Duration.ofSeconds(5);
          }

          @Override
          public Path checkpointFile() {
            return Path.of("target", "never-written");
          }

          @Override
          public Optional<String> accept() {
            return Optional.empty();
          }

          @Override
          public boolean mlDsa() {
            return true;
          }
        };
    return new CheckpointKeys(keyStore, sealer, vertx, clock, config, issuer);
  }

  private static void sign(Checkpointer checkpointer) throws Throwable {
    VertxContextSupport.subscribeAndAwait(checkpointer::signIfGrown);
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Checkpoints in memory. */
  private static final class Kept implements CheckpointStore {
    private final List<SignedCheckpoint> all = new ArrayList<>();

    List<Long> sizes() {
      return all.stream().map(each -> each.head().size()).toList();
    }

    @Override
    public Uni<Optional<SignedCheckpoint>> latest() {
      return Uni.createFrom().item(all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()));
    }

    @Override
    public Uni<Void> add(SignedCheckpoint checkpoint) {
      all.add(checkpoint);
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<SignedCheckpoint>> after(long size, int limit) {
      return Uni.createFrom()
          .item(all.stream().filter(each -> each.head().size() > size).limit(limit).toList());
    }

    @Override
    public Uni<Long> count() {
      return Uni.createFrom().item((long) all.size());
    }
  }
}
