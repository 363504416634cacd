package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestNodes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WithdrawalTest {
  private final Branch sponsor = branch(NodeKind.SPONSOR, Optional.empty());
  private final Branch parent = branch(NodeKind.AGENT, Optional.of(sponsor.id()));
  private final Branch target = branch(NodeKind.AGENT, Optional.of(parent.id()));

  @Nested
  class TheStates {
    @ParameterizedTest
    @CsvSource({
      "LIVE,      REVOKE,  REVOKED,   true",
      "SUSPENDED, REVOKE,  REVOKED,   true",
      "LIVE,      SUSPEND, SUSPENDED, true",
      "SUSPENDED, RESUME,  LIVE,      false",
    })
    void changeAndTakeAnEntryWhereTokensDie(
        NodeState before, Mode mode, NodeState after, boolean entry) {
      Withdrawal withdrawal = Withdrawal.decide(subject(before), mode, Optional.empty());

      assertEquals(after, withdrawal.state());
      assertEquals(true, withdrawal.changes());
      assertEquals(entry, withdrawal.entry());
    }

    @ParameterizedTest
    @CsvSource({"REVOKED, REVOKE", "SUSPENDED, SUSPEND", "LIVE, RESUME"})
    void stayWhenTheOrderAsksForWhatIs(NodeState before, Mode mode) {
      Withdrawal withdrawal = Withdrawal.decide(subject(before), mode, Optional.empty());

      assertEquals(
          new Withdrawal(before, false, false, Optional.empty(), List.of(), Affected.NOTHING),
          withdrawal);
    }

    @ParameterizedTest
    @EnumSource(
        value = Mode.class,
        names = {"SUSPEND", "RESUME"})
    void neverLeaveRevoked(Mode mode) {
      Expect.refusal(
          Reason.CONFLICT,
          () -> Withdrawal.decide(subject(NodeState.REVOKED), mode, Optional.empty()));
    }
  }

  @Nested
  class TheTallies {
    @Test
    void goUpToTheSponsorWhenAllAboveIsAlive() {
      Withdrawal withdrawal =
          Withdrawal.decide(subject(NodeState.LIVE), Mode.REVOKE, Optional.empty());

      assertEquals(List.of(sponsor.id(), parent.id()), withdrawal.tallied());
      assertEquals(new Affected(3, 2, 0, false), withdrawal.affected());
      assertEquals(-1, withdrawal.sign());
    }

    @Test
    void comeBackOnResume() {
      Withdrawal withdrawal =
          Withdrawal.decide(subject(NodeState.SUSPENDED), Mode.RESUME, Optional.empty());

      assertEquals(List.of(sponsor.id(), parent.id()), withdrawal.tallied());
      assertEquals(new Affected(3, 2, 0, false), withdrawal.affected());
      assertEquals(1, withdrawal.sign());
    }

    @ParameterizedTest
    @EnumSource(value = NodeState.class, names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void stopAtTheDeadAncestorThatCountsForItselfAlone(NodeState dead) {
      Branch deadParent = parent.in(status(dead));

      Withdrawal withdrawal =
          Withdrawal.decide(
              subject(NodeState.LIVE, sponsor, deadParent, target), Mode.REVOKE, Optional.empty());

      assertEquals(List.of(parent.id()), withdrawal.tallied());
      assertEquals(Affected.NOTHING, withdrawal.affected(), "it was dead already");
    }

    @Test
    void doNotReachPastADeadSponsor() {
      Branch dead = sponsor.in(status(NodeState.SUSPENDED));

      Withdrawal withdrawal =
          Withdrawal.decide(
              subject(NodeState.LIVE, dead, parent, target), Mode.SUSPEND, Optional.empty());

      assertEquals(List.of(sponsor.id(), parent.id()), withdrawal.tallied());
      assertEquals(Affected.NOTHING, withdrawal.affected());
    }

    @Test
    void stayWhenWhatWasSuspendedIsRevoked() {
      Withdrawal withdrawal =
          Withdrawal.decide(subject(NodeState.SUSPENDED), Mode.REVOKE, Optional.empty());

      assertEquals(List.of(), withdrawal.tallied());
      assertEquals(Affected.NOTHING, withdrawal.affected());
    }

    @Test
    void stayWhenTheTargetIsNoNode() {
      Subject credential =
          new Subject(
              "credential",
              Subject.Kind.LEAF,
              Status.LIVE,
              List.of(sponsor, parent, target),
              Optional.empty());

      Withdrawal withdrawal = Withdrawal.decide(credential, Mode.REVOKE, Optional.empty());

      assertEquals(List.of(), withdrawal.tallied());
      assertFalse(withdrawal.affected().liveTokensCapped());
      assertEquals(true, withdrawal.entry());
    }
  }

  private Subject subject(NodeState state) {
    return subject(state, sponsor, parent, target);
  }

  private static Subject subject(NodeState state, Branch... lineage) {
    return new Subject(
        "target", Subject.Kind.NODE, status(state), List.of(lineage), Optional.empty());
  }

  private static Branch branch(NodeKind kind, Optional<NodeId> parent) {
    return new Branch(TestNodes.id(), kind, parent, Ceiling.ofSponsor(), Status.LIVE, 3, 2);
  }

  private static Status status(NodeState state) {
    return new Status(state, Optional.empty(), Optional.empty());
  }
}
