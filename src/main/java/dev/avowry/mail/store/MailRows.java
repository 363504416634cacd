package dev.avowry.mail.store;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealed;
import dev.avowry.mail.LocalPart;
import dev.avowry.mail.Mailbox;
import dev.avowry.mail.Message;
import dev.avowry.mail.Outgoing;
import dev.avowry.mail.Replies;
import dev.avowry.mail.SendState;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows of {@code mailbox b}, {@code mail_message m} and {@code mail_outgoing o}. */
final class MailRows {
  static final String MAILBOX =
      "b.agent, b.local_part, b.index_key, b.messages, b.unread, b.made_at, b.made_by";

  static final String MESSAGE = "m.id, m.agent, m.thread, m.received_at, m.size, m.seen, m.heading";

  static final String OUTGOING =
      "o.id, o.agent, o.thread, o.state, o.queued_at, o.taken, o.attempts, o.unsure, o.replies,"
          + " o.ended_at, o.heading";

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

  static Outgoing outgoing(Row row) {
    return new Outgoing(
        new MailId(row.getLong("id")),
        new NodeId(row.getLong("agent")),
        new MailId(row.getLong("thread")),
        SendState.named(row.getString("state")),
        row.getOffsetDateTime("queued_at").toInstant(),
        row.getInteger("taken"),
        row.getInteger("attempts"),
        row.getBoolean("unsure"),
        new Replies(Arrays.stream(row.getArrayOfShorts("replies")).map(Short::intValue).toList()),
        Optional.ofNullable(row.getOffsetDateTime("ended_at")).map(OffsetDateTime::toInstant),
        Sealed.of(row.getBuffer("heading").getBytes()));
  }

  /** Parted by commas. */
  static String codes(Replies replies) {
    return replies.codes().stream().map(String::valueOf).collect(Collectors.joining(","));
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
