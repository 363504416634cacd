package dev.avowry.connection;

import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import dev.avowry.key.Envelope;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps connections; each method joins the session or transaction that is under way. */
public interface ConnectionStore {
  /** Keeps what was begun; forgets what is over. False when that human has too much under way. */
  Uni<Boolean> begin(byte[] hash, Pending pending, Instant now);

  /** What was begun by that state, which is used up by it. */
  Uni<Optional<Pending>> use(byte[] hash);

  /** Those of an agent that are not ended. */
  Uni<List<Connection>> of(NodeId agent);

  /** That of an agent at a provider, connected or broken. */
  Uni<Optional<Connection>> find(NodeId agent, ProviderId provider);

  /**
   * Keeps a connection, in place of what it was before.
   *
   * @param refresh the refresh token, sealed; empty when there is none
   * @param due when it is to be refreshed; empty for never
   */
  Uni<Void> put(Connection connection, Optional<Envelope> refresh, Optional<Instant> due);

  /** It is over here, and is given back there from now on; false when it was over. */
  Uni<Boolean> ending(ConnectionId id, Instant now);

  /** Takes those for which something is due and that no other replica has, for so long. */
  Uni<List<Task>> take(Instant now, Duration lease, int most);

  /** Whether the task is still ours; nobody else takes it until the transaction ends. */
  Uni<Boolean> isOurs(Task task);

  /**
   * It has tokens of now.
   *
   * @param refresh the next refresh token, sealed; empty when it is the same as before
   */
  Uni<Void> refreshed(
      Task task, Optional<Envelope> refresh, Optional<Instant> expires, Optional<Instant> due);

  /** It is looked at again. */
  Uni<Void> again(Task task, Optional<Fault> fault, int tries, Instant due);

  /** It is not looked at again. */
  Uni<Void> rest(Task task);

  /** Somebody has to connect again; the refresh token is destroyed. */
  Uni<Void> broken(Task task, Fault fault);

  /** It is over there as well, as far as can be told; the refresh token is destroyed. */
  Uni<Void> ended(Task task);
}
