package dev.avowry.people;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SessionId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions as they are kept. What changes them joins the transaction that is under way. */
public interface SessionStore {
  /** Keeps a session that begins now. */
  Uni<Void> add(
      SessionId id, SecretHash hash, SignIn by, String address, Instant now, Instant endsAt);

  /**
   * The session with this hash, if it was used after the one time, ends after the other, was not
   * ended, and its human's node is live. Outside of any transaction.
   */
  Uni<Optional<Session>> find(SecretHash hash, Instant usedAfter, Instant now);

  /** Notes that a session is in use. Outside of any transaction. */
  Uni<Void> touch(SessionId id, Instant now);

  /** The sessions of a human that are not over, latest first. Outside of any transaction. */
  Uni<List<Session>> of(NodeId human, Instant usedAfter, Instant now);

  /** Ends a session of that human; false when there is none. */
  Uni<Boolean> end(SessionId id, NodeId human, Instant now);

  /**
   * Ends all sessions of a human.
   *
   * @return how many
   */
  Uni<Integer> endAll(NodeId human, Instant now);

  /** Whether a session was not ended; until the transaction ends nobody else ends it. */
  Uni<Boolean> isOpen(SessionId id);

  /**
   * Ends all sessions of a human but one.
   *
   * @return how many
   */
  Uni<Integer> endOthers(NodeId human, SessionId kept, Instant now);

  /** Forgets sessions that ended before that time. */
  Uni<Integer> forget(Instant before);
}
