package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is in mailboxes. Writes join the transaction that is under way. */
public interface MessageStore {
  /** How many there are in the mailbox, to which nobody else adds until the transaction ends. */
  Uni<Optional<Integer>> lock(NodeId agent);

  /** The conversation of the latest message, received or sent, with one of these names. */
  Uni<Optional<MailId>> thread(NodeId agent, List<SecretBytes> references);

  /** Adds a message and counts it; false when the very same is there already. */
  Uni<Boolean> add(Draft draft, MailId thread, Instant now);

  /** Notes whether a message was looked at; false when it is gone. */
  Uni<Boolean> mark(NodeId agent, MailId id, boolean seen);

  /** Removes what came before that time, some of it; how many. In a transaction of its own. */
  Uni<Integer> removeBefore(Instant time, int most);
}
