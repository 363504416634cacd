package dev.avowry.mail.store;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.key.Envelope;
import dev.avowry.key.Sealed;
import dev.avowry.mail.Outbox;
import dev.avowry.mail.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads what agents send, and gives each of it to one replica at a time. */
@ApplicationScoped
class PgOutbox implements Outbox {
  private static final String MESSAGES =
      "select " + MailRows.OUTGOING + " from mail_outgoing o where ";

  private static final String PAGE =
      """
      o.agent = $1
      and ($2::bigint is null or (o.queued_at, o.id) <
           (select k.queued_at, k.id from mail_outgoing k where k.id = $2 and k.agent = $1))
      order by o.queued_at desc, o.id desc limit $3
      """;

  private final Pool pool;

  PgOutbox(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Page<Outgoing>> messages(NodeId agent, PageRequest page) {
    Long after = page.after().map(NodeId::value).orElse(null);
    return Uni.combine()
        .all()
        .unis(
            pool.preparedQuery("select count(*) from mail_outgoing where agent = $1")
                .execute(Tuple.of(agent.value())),
            pool.preparedQuery(MESSAGES + PAGE)
                .execute(Tuple.of(agent.value(), after, page.limit() + 1)))
        .with(
            (total, rows) ->
                page.page(list(rows), total.iterator().next().getLong(0), PgOutbox::key));
  }

  @Override
  public Uni<Optional<Outgoing>> message(MailId id) {
    return pool.preparedQuery(MESSAGES + "o.id = $1")
        .execute(Tuple.of(id.value()))
        .map(rows -> list(rows).stream().findFirst());
  }

  /** What was being handed over when its lease ended is with the relay, or is not: nobody knows. */
  @Override
  public Uni<List<Taken>> take(int most, Duration lease) {
    return pool.preparedQuery(
            """
            update mail_outgoing o set taken = o.taken + 1,
              due_at = now() + $2 * interval '1 millisecond',
              unsure = o.unsure or o.state = 'sending'
            from (
              select id from mail_outgoing
              where state in ('queued', 'sending') and due_at <= now()
              order by due_at limit $1 for update skip locked
            ) due
            where o.id = due.id
            returning %s, o.data_key, o.content
            """
                .formatted(MailRows.OUTGOING))
        .execute(Tuple.of(most, (double) lease.toMillis()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(PgOutbox::taken).toList());
  }

  private static Taken taken(Row row) {
    return new Taken(
        MailRows.outgoing(row),
        new Envelope(
            Sealed.of(row.getBuffer("data_key").getBytes()),
            Sealed.of(row.getBuffer("content").getBytes())));
  }

  @Override
  public Uni<Integer> removeBefore(Instant time, int most) {
    return pool.preparedQuery(
            """
            delete from mail_outgoing where id in (
              select id from mail_outgoing
              where queued_at < $1 and state not in ('queued', 'sending')
              order by queued_at limit $2 for update skip locked)
            """)
        .execute(Tuple.of(MailRows.utc(time), most))
        .map(RowSet::rowCount);
  }

  private static NodeId key(Outgoing message) {
    return new NodeId(message.id().value());
  }

  private static List<Outgoing> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(MailRows::outgoing).toList();
  }
}
