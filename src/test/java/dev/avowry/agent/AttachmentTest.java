package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.key.Jwk;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttachmentTest {
  private static final Instant NOW = TestNodes.NOW;
  private static final Jwk KEY = Jwk.parse(TestClient.newKey().toPublicJWK().toJSONObject());
  private static final Ceiling LIMITED =
      new Ceiling(
          Extent.only(Set.of("read", "write")),
          Extent.only(Set.of("https://orders.example")),
          Duration.ofSeconds(200),
          2,
          5);

  private final Node sponsor = TestNodes.sponsor();
  private final Node parent = TestNodes.with(TestNodes.agentBelow(sponsor), LIMITED);
  private final Lineage lineage = TestNodes.lineage(sponsor, parent);

  @Nested
  class AnAgent {
    @Test
    void getsItsParentsUsualLimitsWhenItAsksForNone() {
      Node child = attach(lineage, nothing());

      assertEquals(List.of(sponsor.id(), parent.id(), child.id()), child.lineage());
      assertEquals(Extent.only(Set.of()), child.ceiling().scopes());
      assertEquals(Extent.only(Set.of()), child.ceiling().resources());
      assertEquals(Duration.ofSeconds(200), child.ceiling().maxTtl());
      assertEquals(1, child.ceiling().maxDepth());
      assertEquals(5, child.ceiling().maxChildren());
      assertEquals(sponsor.id(), child.sponsor());
    }

    @Test
    void isRefusedAScopeThatItsParentDoesNotHold() {
      refusesCeiling(new AskedCeiling(only("admin"), only(), none(), none(), none()));
    }

    @Test
    void isRefusedAResourceThatItsParentDoesNotHold() {
      refusesCeiling(
          new AskedCeiling(only(), only("https://other.example"), none(), none(), none()));
    }

    @Test
    void isRefusedALongerLifetime() {
      refusesCeiling(
          new AskedCeiling(only(), only(), Optional.of(Duration.ofSeconds(201)), none(), none()));
    }

    @Test
    void isRefusedItsParentsDepth() {
      refusesCeiling(new AskedCeiling(only(), only(), none(), Optional.of(2), none()));
    }

    @Test
    void isRefusedMoreChildren() {
      refusesCeiling(new AskedCeiling(only(), only(), none(), none(), Optional.of(6)));
    }

    @Test
    void isRefusedWhatAnAncestorLostAfterTheParentWasMade() {
      Ceiling tightened = new Ceiling(only("read"), Extent.any(), Duration.ofMinutes(5), 9, 100);
      Lineage below = TestNodes.lineage(TestNodes.with(sponsor, tightened), parent);

      Expect.refusal(
          Reason.CEILING_EXCEEDED,
          () -> attach(below, new AskedCeiling(only("write"), only(), none(), none(), none())));
    }

    @Test
    void isRefusedBelowTheLastLevel() {
      Node first = TestNodes.agentBelow(parent);
      Node second = TestNodes.agentBelow(first);
      Lineage deepest = TestNodes.lineage(sponsor, parent, first, second);

      assertEquals(0, deepest.effective().maxDepth());
      Expect.refusal(Reason.CEILING_EXCEEDED, () -> attach(deepest, nothing()));
    }

    @Test
    void isRefusedAnEndAfterItsParents() {
      Lineage ending = TestNodes.lineage(sponsor, TestNodes.until(parent, NOW.plusSeconds(60)));

      Expect.refusal(
          Reason.CEILING_EXCEEDED, () -> attach(ending, Optional.of(NOW.plusSeconds(61))));
      assertEquals(
          Optional.of(NOW.plusSeconds(60)),
          attach(ending, Optional.of(NOW.plusSeconds(60))).expiresAt());
    }

    @Test
    void endsWithItsParentWhenItAsksForNoEnd() {
      Lineage ending = TestNodes.lineage(sponsor, TestNodes.until(parent, NOW.plusSeconds(60)));

      assertEquals(Optional.of(NOW.plusSeconds(60)), attach(ending, nothing()).expiresAt());
    }

    @Test
    void isRefusedAnEndThatIsNow() {
      Expect.refusal(Reason.INVALID_REQUEST, () -> attach(lineage, Optional.of(NOW)));
    }

    @ParameterizedTest
    @EnumSource(value = NodeState.class, names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void isRefusedBelowADeadParent(NodeState state) {
      Lineage dead = TestNodes.lineage(sponsor, TestNodes.with(parent, state));

      Expect.refusal(Reason.CONFLICT, () -> attach(dead, nothing()));
    }

    @ParameterizedTest
    @EnumSource(value = NodeState.class, names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void isRefusedBelowADeadSponsor(NodeState state) {
      Lineage dead = TestNodes.lineage(TestNodes.with(sponsor, state), parent);

      Expect.refusal(Reason.SPONSOR_NOT_LIVE, () -> attach(dead, nothing()));
    }

    @Test
    void isRefusedBelowAParentThatExpiresNow() {
      Lineage expired = TestNodes.lineage(sponsor, TestNodes.until(parent, NOW));

      Expect.refusal(Reason.CONFLICT, () -> attach(expired, nothing()));
    }
  }

  @Nested
  class ADelegation {
    private final Node other = TestNodes.sponsor();

    @Test
    void holdsWhatBothTheParentAndTheActorMayHold() {
      Ceiling narrow =
          new Ceiling(
              only("read", "delete"),
              only("https://orders.example", "https://bills.example"),
              Duration.ofSeconds(100),
              9,
              2);
      Lineage actor = TestNodes.lineage(other, TestNodes.with(TestNodes.agentBelow(other), narrow));

      Node edge = Attachment.delegation(lineage, actor, TestNodes.id(), false, NOW);

      assertEquals(
          new Ceiling(only("read"), only("https://orders.example"), Duration.ofSeconds(100), 1, 2),
          edge.ceiling());
      assertEquals(Optional.of(actor.node().id()), edge.actor());
      assertEquals(Optional.of(parent.id()), edge.parent());
    }

    @Test
    void isRefusedWhereNoLevelIsLeft() {
      Ceiling flat = new Ceiling(Extent.any(), Extent.any(), Duration.ofMinutes(5), 0, 9);
      Lineage last = TestNodes.lineage(sponsor, TestNodes.with(parent, flat));
      Lineage actor = TestNodes.lineage(other, TestNodes.agentBelow(other));

      Expect.refusal(
          Reason.CEILING_EXCEEDED,
          () -> Attachment.delegation(last, actor, TestNodes.id(), false, NOW));
    }

    @Test
    void isRefusedIntoTheHandsOfADeadActor() {
      Lineage actor =
          TestNodes.lineage(
              other, TestNodes.with(TestNodes.agentBelow(other), NodeState.SUSPENDED));

      Expect.refusal(
          Reason.CONFLICT, () -> Attachment.delegation(lineage, actor, TestNodes.id(), true, NOW));
    }
  }

  @Nested
  class AGrant {
    private final Lineage human = TestNodes.lineage(sponsor);
    private final Node stranger = TestNodes.sponsor();
    private final Lineage actor = TestNodes.lineage(stranger, TestNodes.agentBelow(stranger));

    @Test
    void liesDirectlyBelowTheHumanInTheHandsOfTheAgent() {
      Node grant = grant(human, actor, LIMITED);

      assertEquals(NodeKind.GRANT, grant.kind());
      assertEquals(List.of(sponsor.id(), grant.id()), grant.lineage());
      assertEquals(Optional.of(actor.node().id()), grant.actor());
      assertEquals(LIMITED, grant.ceiling());
      assertEquals(Optional.of(NOW.plusSeconds(60)), grant.expiresAt());
    }

    @Test
    void isNeverMoreThanTheHumanHolds() {
      Lineage limited = TestNodes.lineage(TestNodes.with(sponsor, LIMITED));

      Expect.refusal(Reason.CEILING_EXCEEDED, () -> grant(limited, actor, LIMITED));
    }

    @Test
    void isLentByHumansAloneAndToAgentsAlone() {
      Expect.refusal(Reason.INVALID_REQUEST, () -> grant(lineage, actor, LIMITED.below()));
      Expect.refusal(
          Reason.INVALID_REQUEST, () -> grant(human, TestNodes.lineage(stranger), LIMITED));
    }

    @ParameterizedTest
    @EnumSource(value = NodeState.class, names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void isRefusedBetweenTheDead(NodeState state) {
      Lineage dead = TestNodes.lineage(TestNodes.with(sponsor, state));
      Lineage hands = TestNodes.lineage(stranger, TestNodes.with(actor.node(), state));

      Expect.refusal(Reason.SPONSOR_NOT_LIVE, () -> grant(dead, actor, LIMITED));
      Expect.refusal(Reason.CONFLICT, () -> grant(human, hands, LIMITED));
    }

    private static Node grant(Lineage human, Lineage actor, Ceiling asked) {
      return Attachment.grant(human, actor, TestNodes.id(), asked, NOW.plusSeconds(60), NOW);
    }
  }

  private void refusesCeiling(AskedCeiling asked) {
    String why = Expect.refusal(Reason.CEILING_EXCEEDED, () -> attach(lineage, asked));
    assertTrue(why.contains("above"), why);
  }

  private static Node attach(Lineage below, AskedCeiling asked) {
    return attach(below, asked, Optional.empty());
  }

  private static Node attach(Lineage below, Optional<Instant> expiresAt) {
    return attach(below, nothing(), expiresAt);
  }

  private static Node attach(Lineage below, AskedCeiling asked, Optional<Instant> expiresAt) {
    NewAgent agent =
        new NewAgent(
            "n",
            AgentKind.BOT,
            "p",
            Optional.empty(),
            asked,
            List.of(new Authenticator.Key(KEY)),
            Optional.empty(),
            expiresAt,
            BoundTokens.BY_CHOICE);
    return Attachment.agent(below, TestNodes.id(), agent, NOW);
  }

  private static AskedCeiling nothing() {
    return new AskedCeiling(only(), only(), none(), none(), none());
  }

  private static Extent only(String... values) {
    return Extent.only(Set.of(values));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
