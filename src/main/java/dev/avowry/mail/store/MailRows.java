package dev.avowry.mail.store;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealed;
import dev.avowry.mail.LocalPart;
import dev.avowry.mail.Mailbox;
import dev.avowry.mail.Message;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows of {@code mailbox b} and {@code mail_message m}. */
final class MailRows {
  static final String MAILBOX =
      "b.agent, b.local_part, b.index_key, b.messages, b.unread, b.made_at, b.made_by";

  static final String MESSAGE = "m.id, m.agent, m.thread, m.received_at, m.size, m.seen, m.heading";

  private MailRows() {}

  static Mailbox mailbox(Row row) {
    return new Mailbox(
        new NodeId(row.getLong("agent")),
        new LocalPart(row.getString("local_part")),
        Sealed.of(row.getBuffer("index_key").getBytes()),
        row.getInteger("messages"),
        row.getInteger("unread"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"));
  }

  static Message message(Row row) {
    return new Message(
        new MailId(row.getLong("id")),
        new NodeId(row.getLong("agent")),
        new MailId(row.getLong("thread")),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getInteger("size"),
        row.getBoolean("seen"),
        Sealed.of(row.getBuffer("heading").getBytes()));
  }

  /** So many numbered parameters from that one on. */
  static String parameters(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> "?" + number)
        .collect(Collectors.joining(", "));
  }

  /** An agent and names in its mailbox, as values of a statement. */
  static Object[] values(NodeId agent, List<SecretBytes> names) {
    return Stream.concat(
            Stream.of(agent.value()), names.stream().<Object>map(SecretBytes::exposeSecret))
        .toArray();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
