package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.key.Envelope;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What agents send, for those who look at it and those who send it; each in its own transaction.
 */
public interface Outbox {
  /**
   * One that somebody has taken in order to send it.
   *
   * @param content sealed
   */
  record Taken(Outgoing message, Envelope content) {}

  /** What an agent sends and has sent, latest first. */
  Uni<Page<Outgoing>> messages(NodeId agent, PageRequest page);

  /** One message, whosever it is. */
  Uni<Optional<Outgoing>> message(MailId id);

  /**
   * Takes some whose turn it is. Nobody else does until the lease is over.
   *
   * @param most so many at the most
   */
  Uni<List<Taken>> take(int most, Duration lease);

  /** Removes what was queued before that time and is over, some of it; how many. */
  Uni<Integer> removeBefore(Instant time, int most);
}
