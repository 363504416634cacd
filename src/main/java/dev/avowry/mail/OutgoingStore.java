package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Messages that agents send. Writes join the transaction that is under way; those of a message that
 * somebody has taken are made only while nobody else has, and say whether they were.
 */
public interface OutgoingStore {
  /** The one that its agent calls so. */
  Uni<Optional<Known>> called(NodeId agent, SecretBytes request);

  /**
   * One that was asked for before.
   *
   * @param digest of what was asked for
   */
  record Known(MailId id, SecretBytes digest) {}

  /** How many the agent has had taken for sending since then. */
  Uni<Long> countSince(NodeId agent, Instant time);

  /** Which one it is of those that the agent has had taken for sending since then, from one. */
  Uni<Long> placeSince(Outgoing message, Instant time);

  /** Adds one. */
  Uni<Void> add(OutgoingDraft draft, Instant now);

  /**
   * It is about to be handed over.
   *
   * @param lease for how long nobody else begins with it
   */
  Uni<Boolean> handOver(Outgoing message, Duration lease);

  /** It waits again. */
  Uni<Boolean> putOff(Outgoing message, Duration pause);

  /** It waits again after an attempt, of which that was said. */
  Uni<Boolean> putOff(Outgoing message, Replies replies, boolean unsure, Duration pause);

  /** It is over. */
  Uni<Boolean> end(Outgoing message, SendState state, Replies replies, Instant now);
}
