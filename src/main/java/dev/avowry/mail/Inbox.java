package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.key.Envelope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is in mailboxes, for those who read them; outside of any transaction. */
public interface Inbox {
  /**
   * Which messages are wanted.
   *
   * @param unread whether only those that nobody has looked at
   * @param thread of one conversation
   * @param latest whether only the last of each conversation
   */
  record Filter(boolean unread, Optional<MailId> thread, boolean latest) {
    static final Filter ALL = new Filter(false, Optional.empty(), false);
  }

  /** The messages in a mailbox, latest first. */
  Uni<Page<Message>> messages(NodeId agent, Filter filter, PageRequest page);

  /** One message, whosever it is. */
  Uni<Optional<Message>> message(MailId id);

  /** Those that came since then, latest first, so many at the most. */
  Uni<List<Message>> since(NodeId agent, Instant time, int most);

  /** What is in one message, sealed; empty when it is gone. */
  Uni<Optional<Envelope>> content(MailId id);
}
