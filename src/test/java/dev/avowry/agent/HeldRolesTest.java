package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.HeldRoles.HeldRole;
import dev.avowry.testing.TestNodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldRolesTest {
  private static final Ceiling OWN = ceiling(300, 4, "read", "write");

  private final Node sponsor = TestNodes.sponsor();
  private final Node agent = TestNodes.agentBelow(sponsor);

  @Test
  void allowNothingWithoutAny() {
    Ceiling effective = limited(HeldRoles.NONE).effective();

    assertEquals(Extent.only(Set.of()), effective.scopes());
    assertEquals(Extent.only(Set.of()), effective.resources());
    assertEquals(DetailExtent.none(), effective.authorizationDetails());
  }

  @Test
  void allowWhatEitherOfTwoDoesWithinTheAgentsOwn() {
    HeldRole first = held(ceiling(100, 1, "read"));
    HeldRole second = held(ceiling(200, 9, "write", "delete"));

    Ceiling effective = limited(new HeldRoles(List.of(first, second))).effective();

    assertTrue(effective.isWithin(OWN.meet(first.ceiling().join(second.ceiling()))));
    assertEquals(Extent.only(Set.of("read", "write")), effective.scopes());
    assertEquals(Duration.ofSeconds(200), effective.maxTtl());
    assertFalse(effective.scopes().covers("delete"));
  }

  @Test
  void areWhatTokensDependOn() {
    HeldRole role = held(ceiling(100, 1, "read"));
    Lineage lineage = limited(new HeldRoles(List.of(role)));

    assertEquals(
        List.of(
            sponsor.id().toString(),
            agent.id().toString(),
            role.role().toString(),
            role.assignment().toString()),
        lineage.path());
    assertEquals(Set.copyOf(lineage.path()), lineage.hold().ids());
  }

  @Test
  void leaveWhatIsKeptOfAnAgentAsItWouldBeWithMore() {
    Lineage limited = limited(HeldRoles.NONE);

    assertEquals(OWN, limited.byCeilings());
    assertEquals(Optional.of(new Resettlement.Step.MustHalt()), obstacle(limited, false));
    assertEquals(Optional.empty(), obstacle(limited, true));
  }

  private static Optional<Resettlement.Step> obstacle(Lineage moving, boolean halted) {
    return Resettlement.obstacle(moving, halted);
  }

  @Test
  void joinInTheLeastThatAllowsBoth() {
    Ceiling one = ceiling(100, 1, "read");
    Ceiling two = ceiling(200, 0, "write");
    Ceiling both = one.join(two);

    assertTrue(one.isWithin(both) && two.isWithin(both));
    assertEquals(both, two.join(one));
    assertEquals(Ceiling.ofSponsor(), one.join(Ceiling.ofSponsor()));
  }

  private Lineage limited(HeldRoles roles) {
    Node own = agent.under(OWN).by(Optional.of(roles));
    return TestNodes.lineage(sponsor, own);
  }

  private static HeldRole held(Ceiling ceiling) {
    return new HeldRole(TestNodes.id(), TestNodes.id(), ceiling);
  }

  private static Ceiling ceiling(int seconds, int depth, String... scopes) {
    return new Ceiling(
        Extent.only(Set.of(scopes)),
        Extent.only(Set.of("https://orders.example")),
        Duration.ofSeconds(seconds),
        depth,
        10);
  }
}
