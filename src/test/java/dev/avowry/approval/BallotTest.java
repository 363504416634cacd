package dev.avowry.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.kernel.NodeId;
import dev.avowry.people.Role;
import dev.avowry.testing.TestNodes;
import dev.avowry.token.Approval;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.Approved;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose word a request takes. */
class BallotTest {
  private static final NodeId SUBJECT = TestNodes.id();
  private static final NodeId SPONSOR = TestNodes.id();
  private static final NodeId DEPUTY = TestNodes.id();
  private static final NodeId SECURITY = TestNodes.id();
  private static final NodeId ADMIN = TestNodes.id();
  private static final NodeId NAMED = TestNodes.id();
  private static final NodeId STRANGER = TestNodes.id();

  /** Everybody who could speak, by how a test calls them. */
  enum Who {
    SUBJECT,
    SPONSOR,
    DEPUTY,
    SECURITY,
    ADMIN,
    NAMED;

    NodeId id() {
      return switch (this) {
        case SUBJECT -> BallotTest.SUBJECT;
        case SPONSOR -> BallotTest.SPONSOR;
        case DEPUTY -> BallotTest.DEPUTY;
        case SECURITY -> BallotTest.SECURITY;
        case ADMIN -> BallotTest.ADMIN;
        case NAMED -> BallotTest.NAMED;
      };
    }

    Set<Role> roles() {
      return switch (this) {
        case SECURITY -> Set.of(Role.SECURITY);
        case ADMIN -> Set.of(Role.ADMIN);
        case SUBJECT, SPONSOR, DEPUTY, NAMED -> Set.of();
      };
    }
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource({
    "NONE, SUBJECT, APPROVED",
    "NONE, SPONSOR, PENDING",
    "NONE, ADMIN, PENDING",
    "SPONSOR, SUBJECT, PENDING",
    "SPONSOR, SUBJECT SPONSOR, APPROVED",
    "SPONSOR, SUBJECT DEPUTY, APPROVED",
    "SPONSOR, SUBJECT ADMIN, PENDING",
    "SPONSOR, SPONSOR DEPUTY, PENDING",
    "ANOTHER, SUBJECT, PENDING",
    "ANOTHER, SUBJECT SPONSOR, PENDING",
    "ANOTHER, SUBJECT DEPUTY, PENDING",
    "ANOTHER, SUBJECT SECURITY, APPROVED",
    "ANOTHER, SUBJECT ADMIN, APPROVED",
    "ANOTHER, SUBJECT NAMED, APPROVED",
    "ANOTHER, SECURITY ADMIN NAMED, PENDING",
    "TWO, SUBJECT SECURITY, PENDING",
    "TWO, SUBJECT SPONSOR DEPUTY, PENDING",
    "TWO, SUBJECT SPONSOR SECURITY, APPROVED",
    "TWO, SUBJECT DEPUTY NAMED, APPROVED",
    "TWO, SUBJECT SECURITY ADMIN, APPROVED",
    "TWO, SPONSOR SECURITY ADMIN, PENDING"
  })
  void takesTheseAndNoFewer(Approval needed, String said, State outcome) {
    assertEquals(outcome, ballot(needed, voices(said)).outcome());
  }

  @ParameterizedTest(name = "{0}: subject who answers for the agent, {1} → {2}")
  @CsvSource({
    "SPONSOR, '', APPROVED",
    "ANOTHER, '', PENDING",
    "ANOTHER, SECURITY, APPROVED",
    "TWO, '', PENDING",
    "TWO, DEPUTY, PENDING",
    "TWO, SECURITY, APPROVED"
  })
  void countsASubjectWhoAnswersForTheAgentAsThat(Approval needed, String more, State outcome) {
    Circle circle = new Circle(SPONSOR, SPONSOR, Set.of(SPONSOR, DEPUTY), Set.of());
    List<Voice> said = voices("SPONSOR " + more).stream().map(voice -> in(circle, voice)).toList();
    assertEquals(outcome, new Ballot(circle, needed, false, said).outcome());
  }

  private static Voice in(Circle circle, Voice voice) {
    Set<Role> roles = voice.human().equals(SECURITY) ? Set.of(Role.SECURITY) : Set.of();
    return voice(voice.human(), true, circle.isAnother(voice.human(), roles), true);
  }

  @ParameterizedTest
  @EnumSource(Approval.class)
  void endsWithOneNo(Approval needed) {
    List<Voice> said =
        Stream.concat(
                voices("SUBJECT SPONSOR SECURITY").stream(),
                Stream.of(voice(ADMIN, false, true, true)))
            .toList();
    assertEquals(State.REFUSED, ballot(needed, said).outcome());
  }

  @Test
  void letsNobodySpeakAsAnotherWhoAsksOrForWhomItIs() {
    Circle circle = circle();
    Set<Role> admin = Set.of(Role.ADMIN);
    assertFalse(circle.isAnother(SUBJECT, admin));
    assertFalse(circle.isAnother(SPONSOR, admin));
    assertTrue(circle.isAnother(DEPUTY, admin));
    assertFalse(circle.isAnother(STRANGER, Set.of(Role.AUDITOR, Role.OPERATOR)));
    assertTrue(circle.isAnother(NAMED, Set.of()));
  }

  @Test
  void namesWhomAllRulesName() {
    ApprovalRule one = rule("one", Approval.ANOTHER, Set.of(NAMED, DEPUTY));
    ApprovalRule other = rule("other", Approval.TWO, Set.of(NAMED));
    ApprovalRule milder = rule("milder", Approval.SPONSOR, Set.of());
    Circle circle = Circle.of(SUBJECT, SPONSOR, Set.of(SPONSOR), List.of(one, other, milder));
    assertEquals(Set.of(NAMED), circle.named());
    assertEquals(Approval.TWO, Ballot.of(circle, List.of(one, other, milder), List.of()).needed());
  }

  @ParameterizedTest(name = "{0}: concerns {1}")
  @CsvSource({
    "NONE, SUBJECT",
    "SPONSOR, SUBJECT SPONSOR DEPUTY",
    "ANOTHER, SUBJECT SECURITY ADMIN NAMED",
    "TWO, SUBJECT SPONSOR DEPUTY SECURITY ADMIN NAMED"
  })
  void concernsTheseAndNobodyElse(Approval needed, String whom) {
    Ballot ballot = ballot(needed, List.of());
    for (Who who : Who.values()) {
      boolean another = circle().isAnother(who.id(), who.roles());
      assertEquals(
          List.of(whom.split(" ", -1)).contains(who.name()),
          ballot.concerns(who.id(), another),
          who::name);
    }
    assertFalse(ballot.concerns(STRANGER, false));
  }

  @Test
  void isApprovedAsMuchAsWasSaidAndStronglyOnlyIfAllWere() {
    assertEquals(
        new Approved(Approval.SPONSOR, true),
        ballot(Approval.NONE, voices("SUBJECT SPONSOR")).reached());
    assertEquals(
        new Approved(Approval.TWO, true),
        ballot(Approval.ANOTHER, voices("SUBJECT SECURITY ADMIN")).reached());
    List<Voice> weak =
        List.of(voice(SUBJECT, true, false, true), voice(SECURITY, true, true, false));
    assertEquals(new Approved(Approval.ANOTHER, false), ballot(Approval.ANOTHER, weak).reached());
  }

  @Property(tries = 500)
  @Label("one more yes never takes an approval back, and nothing is approved without the subject")
  void growsOnly(@ForAll Approval needed, @ForAll("speakers") List<Who> speakers) {
    State before = State.PENDING;
    for (int count = 0; count <= speakers.size(); count++) {
      List<Voice> said = speakers.subList(0, count).stream().map(BallotTest::yes).toList();
      Ballot ballot = ballot(needed, said);
      boolean own = speakers.subList(0, count).contains(Who.SUBJECT);
      assertTrue(own || ballot.outcome() == State.PENDING);
      assertTrue(before != State.APPROVED || ballot.outcome() == State.APPROVED);
      if (ballot.outcome() == State.APPROVED) {
        assertTrue(ballot.reached().approval().covers(needed));
      }
      before = ballot.outcome();
    }
  }

  @Provide
  Arbitrary<List<Who>> speakers() {
    return Arbitraries.shuffle(Who.values());
  }

  private static Ballot ballot(Approval needed, List<Voice> voices) {
    return new Ballot(circle(), needed, false, voices);
  }

  private static Circle circle() {
    return new Circle(SUBJECT, SPONSOR, Set.of(SPONSOR, DEPUTY), Set.of(NAMED));
  }

  private static List<Voice> voices(String said) {
    return Arrays.stream(said.strip().split(" +", -1))
        .map(Who::valueOf)
        .map(BallotTest::yes)
        .toList();
  }

  private static Voice yes(Who who) {
    return voice(who.id(), true, circle().isAnother(who.id(), who.roles()), true);
  }

  private static Voice voice(NodeId human, boolean approves, boolean another, boolean strong) {
    return new Voice(
        human,
        approves,
        another,
        strong,
        Optional.empty(),
        TestNodes.NOW,
        TestNodes.NOW,
        Set.of("hwk"));
  }

  private static ApprovalRule rule(String scope, Approval approval, Set<NodeId> approvers) {
    return new ApprovalRule(
        scope, approval, false, Duration.ofMinutes(5), approvers, Instant.EPOCH);
  }
}
