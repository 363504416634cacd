package dev.avowry.ssf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FanoutTest {
  private static final NodeId AGENT = new NodeId(7);
  private static final StreamId ONE = new StreamId("1".repeat(22));
  private static final StreamId TWO = new StreamId("2".repeat(22));

  @Test
  void givesEachEventToWhoeverAskedForItsKind() {
    Fanout fanout =
        Fanout.of(
            List.of(
                open(ONE, EventKind.SESSION_REVOKED, -1, 10, Set.of()),
                open(TWO, EventKind.CREDENTIAL_CHANGE, -1, 10, Set.of())),
            events(0, 1));

    assertEquals(List.of(ONE, ONE), streams(fanout));
  }

  @Test
  void givesNothingFromBeforeTheStream() {
    Fanout fanout =
        Fanout.of(List.of(open(ONE, EventKind.SESSION_REVOKED, 4, 10, Set.of())), events(3, 4, 5));

    assertEquals(1, fanout.queued().size());
  }

  @Test
  void givesNothingOfWhomTheReceiverRemoved() {
    Fanout fanout =
        Fanout.of(List.of(open(ONE, EventKind.SESSION_REVOKED, -1, 10, Set.of(AGENT))), events(0));

    assertEquals(List.of(), fanout.queued());
  }

  @Test
  void fillsAStreamToTheLastPlaceAndNamesItOnlyWhenSomethingWasLeftOut() {
    List<Fanout.Open> room =
        List.of(
            open(ONE, EventKind.SESSION_REVOKED, -1, 2, Set.of()),
            open(TWO, EventKind.SESSION_REVOKED, -1, 3, Set.of()));

    Fanout fanout = Fanout.of(room, events(0, 1, 2));

    assertEquals(List.of(ONE, ONE, TWO, TWO, TWO), streams(fanout));
    assertEquals(Set.of(ONE), fanout.full());
    assertEquals(1, fanout.dropped());
  }

  private static List<StreamId> streams(Fanout fanout) {
    return fanout.queued().stream().map(Fanout.Queued::stream).toList();
  }

  private static Fanout.Open open(
      StreamId id, EventKind kind, long after, long room, Set<NodeId> removed) {
    return new Fanout.Open(id, Set.of(kind.uri()), after, room, removed);
  }

  private static List<Fanout.Placed> events(long... places) {
    return LongStream.of(places).mapToObj(FanoutTest::event).toList();
  }

  private static Fanout.Placed event(long place) {
    return new Fanout.Placed(
        place,
        new SecurityEvent(
            EventKind.SESSION_REVOKED,
            new SecuritySubject.OfAccount(AGENT),
            Map.of(),
            Optional.empty(),
            Optional.of(AGENT),
            Instant.EPOCH));
  }
}
