package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestNodes;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A node is suspended as long as anything halts it, and no reason swallows another. */
class HaltTest {
  private static final NodeId ADA = TestNodes.id();
  private static final NodeId GRACE = TestNodes.id();

  @Property(tries = 500)
  @Label("whatever comes and goes: suspended exactly while something halts it")
  void livesWhenNothingIsLeft(@ForAll List<Halt> turns, @ForAll long coins) {
    Branch node = branch(NodeKind.AGENT, Set.of());
    Set<Halt> expected = EnumSet.noneOf(Halt.class);
    long coin = coins;
    for (Halt halt : turns) {
      Mode mode = coin % 2 == 0 ? Mode.SUSPEND : Mode.RESUME;
      coin = Long.rotateRight(coin, 1);
      Ruling ruling = rule(node, mode, halt, GRACE);
      if (!isRefused(ruling)) {
        expect(expected, mode, halt);
      }
      boolean died = isLive(node) && !isLive(now(ruling, node));
      node = now(ruling, node);

      assertEquals(expected, node.status().halts());
      assertEquals(expected.isEmpty(), isLive(node));
      assertEquals(died ? 1 : 0, ruling.entries().size(), "an entry when it dies, and only then");
    }
  }

  private static void expect(Set<Halt> expected, Mode mode, Halt halt) {
    if (mode == Mode.SUSPEND) {
      expected.add(halt);
    } else {
      expected.remove(halt);
    }
  }

  private static boolean isLive(Branch node) {
    return node.status().state() == NodeState.LIVE;
  }

  private static boolean isRefused(Ruling ruling) {
    return ruling.arrivals().getFirst() instanceof Arrival.Lost<?>;
  }

  @Test
  void aSecondHaltTakesNoEntryAndHasARowOfItsOwn() {
    Ruling ruling = rule(branch(Set.of(Halt.LEFT)), Mode.SUSPEND, Halt.ORDER, ADA);

    assertEquals(List.of(), ruling.entries());
    assertEquals(List.of(EventType.HALT_ADDED), ruling.events().stream().map(Event::type).toList());
  }

  @Test
  void anOrderLiftsNothingButAnOrder() {
    Branch left = branch(Set.of(Halt.LEFT, Halt.ORDER));

    Expect.refusal(
        Reason.CONFLICT,
        () ->
            Withdrawal.decide(
                Subject.of(left, List.of(left)), Mode.RESUME, Halt.ORDER, Optional.empty()));
  }

  @Test
  void whoOrdersIsNamedBeforeAnyOtherCause() {
    Branch left = branch(Set.of(Halt.LEFT));

    Branch ordered = now(rule(left, Mode.SUSPEND, Halt.ORDER, GRACE), left);
    Branch back = now(rule(ordered, Mode.RESUME, Halt.LEFT, ADA), ordered);

    assertEquals(Optional.of(GRACE), back.status().by().map(Author::person));
    assertTrue(
        isRefused(rule(back, Mode.RESUME, Halt.ORDER, GRACE)),
        "the same person gives back no sponsor that they suspended");
    assertFalse(isRefused(rule(back, Mode.RESUME, Halt.ORDER, ADA)));
  }

  @Test
  void whatIsRevokedIsHaltedByNothing() {
    Branch left = branch(Set.of(Halt.LEFT));
    Order revoke = Order.of(target(left), Mode.REVOKE, "policy", Optional.empty(), requester(ADA));

    Branch revoked = now(rule(left, revoke), left);

    assertEquals(NodeState.REVOKED, revoked.status().state());
    assertEquals(Set.of(), revoked.status().halts());
  }

  private static Ruling rule(Branch node, Mode mode, Halt halt, NodeId person) {
    return rule(node, Order.halting(target(node), mode, halt, halt.code(), requester(person)));
  }

  private static Ruling rule(Branch node, Order order) {
    Found found = new Found(new Fence(7), List.of(node), List.of(), List.of(), Set.of());
    return OrderBook.rule(List.of(order), found, TestNodes.NOW, 100);
  }

  private static Target.OfNode target(Branch node) {
    return new Target.OfNode(node.id(), Optional.empty());
  }

  private static Requester requester(NodeId person) {
    return new Requester("actor", person, lineage -> true, Origin.itself("test"));
  }

  private static Branch now(Ruling ruling, Branch before) {
    return ruling.changes().branches().stream().findFirst().orElse(before);
  }

  private static Branch branch(Set<Halt> halts) {
    return branch(NodeKind.SPONSOR, halts);
  }

  private static Branch branch(NodeKind kind, Set<Halt> halts) {
    NodeState state = halts.isEmpty() ? NodeState.LIVE : NodeState.SUSPENDED;
    Author author = new Author("actor", ADA, "sponsor_left");
    Optional<Author> by = halts.isEmpty() ? Optional.empty() : Optional.of(author);
    return new Branch(
        TestNodes.id(),
        kind,
        Optional.empty(),
        Ceiling.ofSponsor(),
        new Status(state, halts, Optional.empty(), by),
        1,
        0);
  }
}
