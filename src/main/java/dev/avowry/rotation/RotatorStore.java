package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps rotators; each method joins the transaction that is under way. */
public interface RotatorStore {
  /** That of a secret, if it has one. */
  Uni<Optional<Rotator>> find(NodeId secret);

  /** Sets one, in place of whatever there was; false when that is at work. */
  Uni<Boolean> put(NodeId secret, Plan plan, String by, Instant at);

  /**
   * Removes one, with what is under way if nobody is at work on that now; false when there is none,
   * or somebody is.
   */
  Uni<Boolean> remove(NodeId secret, Instant now);

  /**
   * Begins; false when it is under way, or there is no rotator. What was given up before is not
   * tried before its time.
   */
  Uni<Boolean> begin(NodeId secret, String run, int base, Cause cause, Instant now);

  /** Secrets that are to be replaced without anybody asking, and are not yet. */
  Uni<List<Wanted>> wanted(Instant now, int most);

  /** Takes those that are due and that no other replica has, for so long. */
  Uni<List<Task>> take(Instant now, Duration lease, int most);

  /** Whether the task is still ours; nobody else takes it until the transaction ends. */
  Uni<Boolean> isOurs(Task task);

  /** It is tried again. */
  Uni<Void> again(Task task, Snag snag, Instant due);

  /** It is over, and all is well. */
  Uni<Void> done(Task task, Instant at);

  /** It is over, and somebody has to see to it; asked for again it is tried from then on. */
  Uni<Void> broken(Task task, Snag snag, Instant due, Instant at);
}
