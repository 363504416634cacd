package dev.avowry.approval;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.token.Login;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps requests and voices. What writes does so in the transaction that is under way. */
public interface ApprovalStore {
  /**
   * How many requests wait that an agent has made, and that wait for a human. Whoever asks
   * meanwhile for one of the two waits for the end of the transaction.
   */
  Uni<Pending> pending(NodeId agent, NodeId human, Instant now);

  /** See {@link #pending}. */
  record Pending(long ofAgent, long forHuman) {}

  /**
   * Keeps one.
   *
   * @param hash of what the agent collects the token with
   * @param interval between two polls
   */
  Uni<Void> add(ApprovalRequest request, SecretHash hash, Duration interval);

  /** The one of that id. */
  Uni<Optional<ApprovalRequest>> find(ApprovalId id);

  /** The same, and nobody else decides it until the end of the transaction. */
  Uni<Optional<ApprovalRequest>> lock(ApprovalId id);

  /** What was said to it, in the order in which it was. */
  Uni<List<Voice>> voices(ApprovalId id);

  /** The same of several; those to which nobody has said anything are left out. */
  Uni<Map<ApprovalId, List<Voice>>> voices(Collection<ApprovalId> ids);

  /** Adds what a human says; they have said nothing before. */
  Uni<Void> add(ApprovalId id, Voice voice);

  /** It ends without being approved. */
  Uni<Void> end(ApprovalId id, ApprovalRequest.State state, Instant at);

  /** It ends being approved. */
  Uni<Void> approve(ApprovalId id, Grant grant, Instant at);

  /**
   * What came of it.
   *
   * @param node the grant's
   * @param login how the human was there
   * @param collectUntil until when the token can be collected
   */
  record Grant(NodeId node, Login login, Instant collectUntil) {}

  /** The one that is collected with a secret of that hash. */
  Uni<Optional<Collectable>> collectable(SecretHash hash);

  /** A request, and what came of it if it was approved. */
  record Collectable(ApprovalRequest request, Optional<Grant> grant) {}

  /**
   * Counts a poll in a transaction of its own: one that comes too early makes the interval longer
   * by five seconds, CIBA Core §11.
   */
  Uni<Boolean> isTooEarly(SecretHash hash, Instant now);

  /** Those of an agent, of a human, or all; latest first. */
  Uni<Page<ApprovalRequest>> page(Optional<NodeId> below, PageRequest page);

  /**
   * Those that may wait for the word of a human, the most urgent first.
   *
   * @param another whether they have a role by which they may speak as another
   */
  Uni<List<ApprovalRequest>> waitingFor(NodeId human, boolean another, Instant now);

  /** Pending ones whose time is over, locked; what another replica has locked is passed over. */
  Uni<List<ApprovalRequest>> overdue(Instant now, int most);
}
