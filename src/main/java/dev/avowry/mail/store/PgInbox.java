package dev.avowry.mail.store;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.key.Envelope;
import dev.avowry.key.Sealed;
import dev.avowry.mail.Inbox;
import dev.avowry.mail.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads by the bare client, along the order in which messages came. */
@ApplicationScoped
class PgInbox implements Inbox {
  private static final String MESSAGES =
      "select " + MailRows.MESSAGE + " from mail_message m where m.agent = $1 ";

  private static final String UNREAD = "and not m.seen ";

  private static final String LATEST = "and m.latest ";

  private static final String PAGE =
      """
      and ($3::bigint is null or (m.received_at, m.id) <
           (select k.received_at, k.id from mail_message k where k.id = $3 and k.agent = $1))
      order by m.received_at desc, m.id desc limit $4
      """;

  private final Pool pool;

  PgInbox(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Page<Message>> messages(NodeId agent, Filter filter, PageRequest page) {
    Long thread = filter.thread().map(MailId::value).orElse(null);
    String wanted =
        (filter.thread().isPresent() ? "and m.thread = $2 " : "and $2::bigint is null ")
            + (filter.unread() ? UNREAD : "")
            + (filter.latest() ? LATEST : "");
    Long after = page.after().map(NodeId::value).orElse(null);
    return Uni.combine()
        .all()
        .unis(
            total(agent, filter, thread, wanted),
            pool.preparedQuery(MESSAGES + wanted + PAGE)
                .execute(Tuple.of(agent.value(), thread, after, page.limit() + 1)))
        .with((total, rows) -> page.page(list(rows), total, PgInbox::key));
  }

  /** Of all, of all unread ones and of conversations it is known; of others it is counted. */
  private Uni<Long> total(NodeId agent, Filter filter, @Nullable Long thread, String wanted) {
    Uni<RowSet<Row>> counted =
        filter.thread().isEmpty() && !(filter.unread() && filter.latest())
            ? pool.preparedQuery(
                    "select %s::bigint from mailbox where agent = $1".formatted(kept(filter)))
                .execute(Tuple.of(agent.value()))
            : pool.preparedQuery("select count(*) from mail_message m where m.agent = $1 " + wanted)
                .execute(Tuple.of(agent.value(), thread));
    return counted.map(
        rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .findFirst()
                .map(row -> row.getLong(0))
                .orElse(0L));
  }

  private static String kept(Filter filter) {
    if (filter.latest()) {
      return "threads";
    }
    return filter.unread() ? "unread" : "messages";
  }

  @Override
  public Uni<Optional<Message>> message(MailId id) {
    return pool.preparedQuery("select " + MailRows.MESSAGE + " from mail_message m where m.id = $1")
        .execute(Tuple.of(id.value()))
        .map(rows -> list(rows).stream().findFirst());
  }

  @Override
  public Uni<List<Message>> since(NodeId agent, Instant time, int most) {
    return pool.preparedQuery(
            MESSAGES + "and m.received_at >= $2 order by m.received_at desc, m.id desc limit $3")
        .execute(Tuple.of(agent.value(), MailRows.utc(time), most))
        .map(PgInbox::list);
  }

  @Override
  public Uni<Optional<Envelope>> content(MailId id) {
    return pool.preparedQuery("select data_key, content from mail_message where id = $1")
        .execute(Tuple.of(id.value()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(
                        row ->
                            new Envelope(
                                Sealed.of(row.getBuffer("data_key").getBytes()),
                                Sealed.of(row.getBuffer("content").getBytes()))));
  }

  private static NodeId key(Message message) {
    return new NodeId(message.id().value());
  }

  private static List<Message> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(MailRows::message).toList();
  }
}
