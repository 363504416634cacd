package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.agent.Resettlement.Step;
import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestNodes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which agent may hang below which sponsor, and what has to be done before. */
class ResettlementTest {
  private static final Ceiling NARROW =
      new Ceiling(Extent.only(Set.of("read")), Extent.any(), Duration.ofSeconds(200), 3, 5);

  private final Node giver = TestNodes.sponsor();
  private final Node receiver = TestNodes.sponsor();
  private final Node agent = TestNodes.agentBelow(giver);

  @Nested
  class Before {
    @Test
    void theAgentIsSuspended() {
      assertEquals(Optional.of(new Step.MustHalt()), obstacle(giver, agent, false));
      assertEquals(Optional.empty(), obstacle(giver, agent, true));
    }

    @Test
    void theAgentComesDownToWhatItHeldInEffect() {
      Node tightened = TestNodes.with(giver, NARROW);

      assertEquals(
          Optional.of(new Step.MustTighten(agent.ceiling().meet(NARROW.below()))),
          obstacle(tightened, agent, true));
    }

    @Test
    void theAgentOfARevokedSponsorIsRevoked() {
      Node revoked = TestNodes.with(giver, NodeState.REVOKED);

      assertEquals(Optional.of(new Step.MustRevoke()), obstacle(revoked, agent, true));
      assertEquals(
          Optional.empty(), obstacle(revoked, TestNodes.with(agent, NodeState.REVOKED), false));
    }

    private static Optional<Step> obstacle(Node sponsor, Node agent, boolean halted) {
      return Resettlement.obstacle(TestNodes.lineage(sponsor, agent), halted);
    }
  }

  @Nested
  class APlace {
    @Test
    void isThereBelowALiveSponsorWithRoom() {
      require(TestNodes.lineage(giver, agent), TestNodes.lineage(receiver));
      Node left = TestNodes.with(giver, NodeState.SUSPENDED);
      require(TestNodes.lineage(left, agent), TestNodes.lineage(receiver));
    }

    @Test
    void isNotThereForMoreThanTheSponsorMayHandOn() {
      Expect.refusal(
          Reason.CEILING_EXCEEDED,
          () ->
              require(
                  TestNodes.lineage(giver, agent),
                  TestNodes.lineage(TestNodes.with(receiver, NARROW))));
    }

    @Test
    void isNotThereBelowADeadSponsorOrAnAgent() {
      for (NodeState dead : Set.of(NodeState.SUSPENDED, NodeState.REVOKED)) {
        Expect.refusal(
            Reason.SPONSOR_NOT_LIVE,
            () ->
                require(
                    TestNodes.lineage(giver, agent),
                    TestNodes.lineage(TestNodes.with(receiver, dead))));
      }
      Expect.refusal(
          Reason.SPONSOR_NOT_LIVE,
          () ->
              require(
                  TestNodes.lineage(giver, agent),
                  TestNodes.lineage(receiver, TestNodes.agentBelow(receiver))));
    }

    @Test
    void isNotThereForWhatIsBelowAnotherAgentOrIsASponsor() {
      Node below = TestNodes.agentBelow(agent);

      Expect.refusal(
          Reason.INVALID_REQUEST,
          () -> require(TestNodes.lineage(giver, agent, below), TestNodes.lineage(receiver)));
      Expect.refusal(
          Reason.INVALID_REQUEST,
          () -> require(TestNodes.lineage(giver), TestNodes.lineage(receiver)));
    }

    @Test
    void isNotThereForWhatIsRevokedForEver() {
      Node revoked = TestNodes.with(agent, NodeState.REVOKED);

      Expect.refusal(
          Reason.CONFLICT,
          () -> require(TestNodes.lineage(giver, revoked), TestNodes.lineage(receiver)));
    }

    private static void require(Lineage agent, Lineage next) {
      Attachment.requirePlace(agent, next, TestNodes.NOW);
    }
  }
}
