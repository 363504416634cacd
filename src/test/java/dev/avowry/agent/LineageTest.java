package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.TestNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineageTest {
  private static final Instant NOW = TestNodes.NOW;

  private final Node sponsor = TestNodes.sponsor();
  private final Node parent = TestNodes.agentBelow(sponsor);
  private final Node child = TestNodes.agentBelow(parent);

  @Test
  void isAliveWhenAllOfItIs() {
    assertEquals(Optional.empty(), TestNodes.lineage(sponsor, parent, child).firstDead(NOW));
  }

  @Test
  void namesTheDeadNodeThatIsNearestToTheSponsor() {
    Node suspended = TestNodes.with(parent, NodeState.SUSPENDED);
    Node revoked = TestNodes.with(child, NodeState.REVOKED);

    assertEquals(
        Optional.of(suspended), TestNodes.lineage(sponsor, suspended, revoked).firstDead(NOW));
  }

  @Test
  void isExpiredAtTheVeryExpiryOfANode() {
    Node ending = TestNodes.until(parent, NOW);

    assertEquals(Optional.of(ending), TestNodes.lineage(sponsor, ending, child).firstDead(NOW));
    assertTrue(TestNodes.lineage(sponsor, ending).firstDead(NOW.minusNanos(1)).isEmpty());
    assertFalse(ending.isLive(NOW.plusNanos(1)));
  }

  @Test
  void endsWithWhateverInItEndsFirst() {
    Lineage lineage =
        TestNodes.lineage(
            sponsor,
            TestNodes.until(parent, NOW.plusSeconds(1)),
            TestNodes.until(child, NOW.plusSeconds(2)));

    assertEquals(Optional.of(NOW.plusSeconds(1)), lineage.expiresAt());
  }

  /** Whatever ceilings its nodes were given, also if one above was tightened afterwards. */
  @Property(tries = 500)
  void holdsNothingThatItsParentDoesNot(@ForAll("ceilings") List<Ceiling> ceilings) {
    List<Node> nodes = new ArrayList<>();
    for (Ceiling ceiling : ceilings) {
      Node next = nodes.isEmpty() ? TestNodes.sponsor() : TestNodes.agentBelow(nodes.getLast());
      nodes.add(TestNodes.with(next, ceiling));
    }
    Ceiling last = TestNodes.lineage(nodes.toArray(Node[]::new)).effective();
    Ceiling above =
        TestNodes.lineage(nodes.subList(0, nodes.size() - 1).toArray(Node[]::new)).effective();

    assertTrue(last.scopes().isWithin(above.scopes()));
    assertTrue(last.resources().isWithin(above.resources()));
    assertTrue(last.maxTtl().compareTo(above.maxTtl()) <= 0);
    assertTrue(last.maxChildren() <= above.maxChildren());
    assertTrue(last.maxDepth() < above.maxDepth() || above.maxDepth() == 0);
    for (Ceiling ceiling : ceilings) {
      assertTrue(last.scopes().isWithin(ceiling.scopes()));
      assertTrue(last.resources().isWithin(ceiling.resources()));
      assertTrue(last.maxTtl().compareTo(ceiling.maxTtl()) <= 0);
    }
  }

  @Provide
  Arbitrary<List<Ceiling>> ceilings() {
    Arbitrary<Extent> extents =
        Arbitraries.oneOf(
            Arbitraries.just(Extent.any()),
            Arbitraries.of("a", "b", "c", "d").set().map(Set::copyOf).map(Extent::only));
    return Combinators.combine(
            extents,
            extents,
            Arbitraries.longs().between(1, 900).map(Duration::ofSeconds),
            Arbitraries.integers().between(0, Ceiling.DEEPEST),
            Arbitraries.integers().between(0, Ceiling.WIDEST))
        .as(Ceiling::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(8);
  }
}
