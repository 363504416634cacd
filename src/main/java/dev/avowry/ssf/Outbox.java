package dev.avowry.ssf;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What waits in the streams, on its way from the ledger to the receivers. */
public interface Outbox {
  /** Up to where the ledger was followed. */
  Uni<Cursor> cursor();

  /** The streams that take events, with what they do not want of the given agents and sponsors. */
  Uni<List<Fanout.Open>> open(Collection<NodeId> about);

  /**
   * Moves the cursor and queues what was found, both or neither; false when another replica moved
   * it first.
   */
  Uni<Boolean> advance(Cursor from, Cursor to, List<Fanout.Queued> found);

  /** The first that wait in a stream, as far as its status lets them out. */
  Uni<List<Waiting>> first(StreamId stream, int limit);

  /** Removes what was taken, or refused for good; how many of them waited. */
  Uni<Integer> remove(StreamId stream, Collection<String> jtis);

  /** Streams whose turn it is to be pushed, taken so that no other replica sends in them. */
  Uni<List<EventStream>> lease(UUID lease, Duration length, int limit);

  /** Keeps the lease for longer; false when it was lost. */
  Uni<Boolean> renew(StreamId stream, UUID lease, Duration length);

  /** Gives the stream back: everything in it was delivered, or others wait for their turn. */
  Uni<Void> giveBack(StreamId stream, UUID lease);

  /**
   * Gives the stream back with an event that was not taken: it is nobody's turn until a while has
   * passed, a longer one after each failure.
   */
  Uni<Void> postpone(StreamId stream, UUID lease);

  /** How much waits: in all streams, and in the fullest. */
  Uni<Backlog> backlog();

  /** How much waits. */
  record Backlog(long all, long fullest) {}
}
