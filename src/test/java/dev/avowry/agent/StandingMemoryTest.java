package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.testing.TestNodes;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingMemoryTest {
  private final Tree tree = new Tree();
  private final KnownEntries known = new KnownEntries();
  private final StandingMemory memory = new StandingMemory(tree, known, new SmallMemory());
  private final NodeId agent = tree.agent.id();

  @Test
  void readsOnce() {
    grant();
    grant();

    assertEquals(1, tree.readings);
  }

  @Test
  void anEntryAboveEndsWhatIsRemembered() {
    grant();
    entry(1, tree.sponsor.id().toString());
    grant();

    assertEquals(2, tree.readings);
  }

  @Test
  void anEntryElsewhereMakesItYounger() {
    grant();
    entry(1, "elsewhere");

    assertEquals(new Fence(1), grant().asOf());
    assertEquals(1, tree.readings);
  }

  @Test
  void whatIsAskedForOutlivesTheForgettingOfEntries() {
    grant();
    entry(1, "elsewhere");
    grant();
    forget(1);
    grant();

    assertEquals(1, tree.readings);
  }

  @Test
  void whatCouldNotBeCheckedIsReadAgain() {
    grant();
    entry(1, "elsewhere");
    forget(1);
    grant();

    assertEquals(2, tree.readings);
  }

  @Test
  void aRefusalIsDecidedOnceMoreUponWhatIsTrueNow() {
    tree.state = NodeState.SUSPENDED;
    assertThrows(Refused.class, this::grantIfLive);
    tree.state = NodeState.LIVE;

    assertEquals(tree.agent.id(), grantIfLive().node().id());
  }

  @Test
  void aRefusalThatHoldsIsReadTwiceAtMost() {
    tree.state = NodeState.SUSPENDED;

    assertThrows(Refused.class, this::grantIfLive);

    assertEquals(2, tree.readings);
  }

  @Test
  void whatIsNotThereIsNotRemembered() {
    NodeId nobody = TestNodes.id();

    assertEquals(Optional.empty(), delegation(nobody));
    assertEquals(Optional.empty(), delegation(nobody));

    assertEquals(2, tree.readings);
  }

  private Lineage grant() {
    return delegation(agent).orElseThrow();
  }

  private Optional<Lineage> delegation(NodeId actor) {
    return memory
        .decide(standing -> standing.delegation(tree.sponsor.id(), actor))
        .await()
        .indefinitely();
  }

  private Lineage grantIfLive() {
    return memory
        .decide(
            standing ->
                standing.delegation(tree.sponsor.id(), agent).map(StandingMemoryTest::requireLive))
        .await()
        .indefinitely();
  }

  private static Lineage requireLive(Optional<Lineage> found) {
    return found
        .filter(lineage -> lineage.firstDead(TestNodes.NOW).isEmpty())
        .orElseThrow(() -> Refusal.refused(Reason.INVALID_GRANT, "dead"));
  }

  private void entry(long seq, String id) {
    Entry entry = new Entry(seq, id, TestNodes.NOW, TestNodes.NOW);
    known.learn(new Entries.Since(new Fence(seq), Fence.NONE, List.of(entry)));
    tree.fence = new Fence(seq);
  }

  private void forget(long seq) {
    known.learn(new Entries.Since(known.fence(), new Fence(seq), List.of()));
  }

  /** One agent below one sponsor. */
  private static final class Tree implements Standing {
    private final Node sponsor = TestNodes.sponsor();
    private final Node agent = TestNodes.agentBelow(sponsor);
    private NodeState state = NodeState.LIVE;
    private Fence fence = Fence.NONE;
    private int readings;

    @Override
    public Uni<Optional<Client>> client(NodeId id) {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public Uni<Optional<Lineage>> lineage(NodeId id) {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public Uni<Optional<Lineage>> human(String issuer, String subject) {
      throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public Uni<Optional<Lineage>> delegation(NodeId parent, NodeId actor) {
      readings++;
      return Uni.createFrom()
          .item(
              actor.equals(agent.id())
                  ? Optional.of(new Lineage(List.of(sponsor, TestNodes.with(agent, state)), fence))
                  : Optional.empty());
    }
  }
}
