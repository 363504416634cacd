package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.OrderId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.testing.TestNodes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that share a transaction, decided one after the other. */
class OrderBookTest {
  private static final long ALONE = 100;
  private static final NodeId ADA = TestNodes.id();
  private static final NodeId GRACE = TestNodes.id();

  private final Branch sponsor = branch(NodeKind.SPONSOR, Optional.empty(), 3);
  private final Branch parent = branch(NodeKind.AGENT, Optional.of(sponsor.id()), 3);
  private final Branch child = branch(NodeKind.AGENT, Optional.of(parent.id()), 1);

  @Nested
  class OneAfterTheOther {
    @Test
    void numbersFollowTheHeadWithoutAGap() {
      Ruling ruling =
          rule(found(), order(child, Mode.REVOKE, ADA), order(parent, Mode.REVOKE, ADA));

      assertEquals(List.of(8L, 9L), ruling.entries().stream().map(Entry::seq).toList());
      assertEquals(2, ruling.events().size());
    }

    @Test
    void eachSeesWhatTheOneBeforeHasLeft() {
      Ruling ruling =
          rule(
              found(),
              order(child, Mode.SUSPEND, ADA),
              order(child, Mode.SUSPEND, ADA),
              order(parent, Mode.REVOKE, ADA));

      assertEquals(2, ruling.entries().size(), "the second changes nothing");
      assertEquals(2, carried(ruling, 2).affected().agents(), "the child is counted no more");
      assertEquals(0, now(ruling, sponsor).liveAgents());
    }

    @Test
    void whatIsRefusedIsRefusedAlone() {
      Branch unknown = branch(NodeKind.AGENT, Optional.empty(), 1);
      Ruling ruling =
          rule(found(), order(unknown, Mode.REVOKE, ADA), order(child, Mode.REVOKE, ADA));

      assertRefused(Reason.NOT_FOUND, ruling, 0);
      assertEquals(8, carried(ruling, 1).mark().orElseThrow().seq());
    }

    @Test
    void saysWhoAndWhy() {
      Ruling ruling = rule(found(), order(child, Mode.SUSPEND, ADA));

      assertEquals(
          Optional.of(new Author("actor", ADA, "policy")), now(ruling, child).status().by());
    }
  }

  @Nested
  class GivingBack {
    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void isOnePersonsDoingUpToSoManyAgents(long agents, boolean alone) {
      Branch many = suspended(branch(NodeKind.AGENT, Optional.of(sponsor.id()), agents), ADA);
      Ruling ruling = rule(found(sponsor, many), order(many, Mode.RESUME, ADA));

      assertEquals(alone, ruling.arrivals().getFirst() instanceof Arrival.Safe);
    }

    @Test
    void ofASponsorTakesAnotherPerson() {
      Branch stopped = suspended(sponsor, ADA);

      assertRefused(
          Reason.INSUFFICIENT_SCOPE, rule(found(stopped), order(stopped, Mode.RESUME, ADA)), 0);
      assertEquals(
          NodeState.LIVE,
          carried(rule(found(stopped), order(stopped, Mode.RESUME, GRACE)), 0).state());
    }

    @Test
    void ofWhatNobodyIsKnownToHaveSuspendedIsRefused() {
      Branch stopped =
          sponsor.in(new Status(NodeState.SUSPENDED, Optional.empty(), Optional.empty()));

      assertRefused(
          Reason.INSUFFICIENT_SCOPE, rule(found(stopped), order(stopped, Mode.RESUME, GRACE)), 0);
    }
  }

  @Nested
  class ByTheLeaveOfAnother {
    private final OrderId id = new OrderId(7);

    @Test
    void isCarriedOutOnceHoweverManyApprove() {
      Ruling ruling = rule(waiting(Set.of(id)), approved(), approved());

      assertEquals(1, ruling.entries().size());
      assertEquals(List.of(id), ruling.changes().approved());
      assertRefused(Reason.CONFLICT, ruling, 1);
      assertEquals(List.of(EventType.ORDER_APPROVED, EventType.AUTHORITY_REVOKED), types(ruling));
    }

    @Test
    void isRecordedAlsoWhereNothingWasLeftToDo() {
      Author author = new Author("actor", ADA, "policy");
      Mark mark = new Mark(3, TestNodes.NOW);
      Status suspended = new Status(NodeState.SUSPENDED, Optional.of(mark), Optional.of(author));
      Sort everything = new Sort("*", suspended, Optional.empty());
      Found found = new Found(new Fence(7), List.of(), List.of(), List.of(everything), Set.of(id));

      Ruling ruling = rule(found, approved(Mode.SUSPEND));

      assertEquals(List.of(), ruling.entries());
      assertEquals(List.of(id), ruling.changes().approved());
      assertEquals(List.of(EventType.ORDER_APPROVED), types(ruling));
      assertEquals(Optional.of(mark), carried(ruling, 0).mark());
    }

    @Test
    void isRefusedWhenItWaitsNoMore() {
      assertRefused(Reason.CONFLICT, rule(waiting(Set.of()), approved()), 0);
    }

    private static List<EventType> types(Ruling ruling) {
      return ruling.events().stream().map(Event::type).toList();
    }

    private Order approved() {
      return approved(Mode.REVOKE);
    }

    private Order approved(Mode mode) {
      return new Order(
          new Target.OfClass(TokenClass.EVERYTHING),
          mode,
          Optional.empty(),
          "incident",
          Optional.empty(),
          requester(ADA),
          new Leave.Approved(id, requester(GRACE)));
    }

    private static Found waiting(Set<OrderId> orders) {
      Sort everything = new Sort("*", Status.LIVE, Optional.empty());
      return new Found(new Fence(7), List.of(), List.of(), List.of(everything), orders);
    }
  }

  private Found found() {
    return found(sponsor, parent, child);
  }

  private static Found found(Branch... branches) {
    return new Found(new Fence(7), List.of(branches), List.of(), List.of(), Set.of());
  }

  private static Ruling rule(Found found, Order... orders) {
    return OrderBook.rule(List.of(orders), found, TestNodes.NOW, ALONE);
  }

  private static Order order(Branch branch, Mode mode, NodeId person) {
    return Order.of(
        new Target.OfNode(branch.id(), Optional.empty()),
        mode,
        "policy",
        Optional.empty(),
        requester(person));
  }

  private static Requester requester(NodeId person) {
    return new Requester("actor", person, lineage -> true, Origin.itself("test"));
  }

  private static Branch suspended(Branch branch, NodeId by) {
    Author author = new Author("actor", by, "policy");
    return branch.in(new Status(NodeState.SUSPENDED, Optional.empty(), Optional.of(author)));
  }

  private static Branch branch(NodeKind kind, Optional<NodeId> above, long agents) {
    return new Branch(TestNodes.id(), kind, above, Ceiling.ofSponsor(), Status.LIVE, agents, 0);
  }

  private static Branch now(Ruling ruling, Branch branch) {
    return ruling.changes().branches().stream()
        .filter(each -> each.id().equals(branch.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Carried carried(Ruling ruling, int index) {
    if (ruling.arrivals().get(index) instanceof Arrival.Safe<Carried>(Carried carried)) {
      return carried;
    }
    throw new AssertionError("refused: " + ruling.arrivals().get(index));
  }

  private static void assertRefused(Reason reason, Ruling ruling, int index) {
    var lost = assertInstanceOf(Arrival.Lost.class, ruling.arrivals().get(index));
    assertEquals(reason, assertInstanceOf(Refused.class, lost.why()).refusal().reason());
  }
}
