package dev.avowry.ssf;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Streams as their receivers manage them, inside of a transaction that is under way. */
public interface StreamStore {
  /** The receiver's streams. */
  Uni<List<EventStream>> of(NodeId receiver);

  /** The stream; empty as well when it is another receiver's. */
  Uni<Optional<EventStream>> find(StreamId id, NodeId receiver);

  /**
   * Adds a stream to which nothing belongs that the ledger had at that place or before; false when
   * the receiver has one already.
   */
  Uni<Boolean> add(EventStream stream, long after);

  /** Writes what a receiver may change but for the status. */
  Uni<Void> configure(EventStream stream);

  /**
   * Sets the status; what waits is dropped when that is {@link StreamStatus#DISABLED}. False when
   * it is no longer what it was.
   */
  Uni<Boolean> setStatus(
      StreamId id, StreamStatus before, StreamStatus after, Optional<String> reason);

  /** Removes the stream and all that waits in it. */
  Uni<Void> delete(StreamId id);

  /**
   * From now on the receiver does not hear of the agent or sponsor; what is none changes nothing.
   */
  Uni<Void> removeSubject(StreamId id, NodeId subject);

  /** Undoes {@link #removeSubject}. */
  Uni<Void> addSubject(StreamId id, NodeId subject);

  /** Notes that verification was asked for; false when that was done after {@code latest}. */
  Uni<Boolean> verify(StreamId id, Instant now, Instant latest);

  /**
   * Queues an event about the stream itself.
   *
   * @param control whether it goes out also while the stream is paused
   */
  Uni<Void> queue(StreamId id, Waiting event, boolean control);
}
