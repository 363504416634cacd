package dev.avowry.mail.store;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.kernel.store.Statement;
import dev.avowry.mail.Draft;
import dev.avowry.mail.MessageStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds messages in the transaction of their rows, and removes old ones. */
@ApplicationScoped
class PgMessageStore implements MessageStore {
  private final Pool pool;

  PgMessageStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Integer>> lock(NodeId agent) {
    return Statement.select(
            Integer.class,
            "select messages from mailbox where agent = ?1 for no key update",
            agent.value())
        .map(found -> found.stream().findFirst());
  }

  @Override
  public Uni<Optional<MailId>> thread(NodeId agent, List<SecretBytes> references) {
    return references.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : Statement.select(
                Long.class,
                """
                select thread from (
                  select thread, received_at as at, id from mail_message
                  where agent = ?1 and reference in (%1$s)
                  union all
                  select thread, queued_at, id from mail_outgoing
                  where agent = ?1 and reference in (%1$s)
                ) found order by at desc, id desc limit 1
                """
                    .formatted(MailRows.parameters(2, references.size())),
                MailRows.values(agent, references))
            .map(found -> found.stream().findFirst().map(MailId::new));
  }

  /**
   * The mailbox is locked, and no message in it is as late as the one that is added, whatever other
   * replicas' clocks say: the last of a conversation is the one that was added last.
   */
  @Override
  public Uni<Boolean> add(Draft draft, MailId thread, Instant now) {
    return Statement.execute(
            """
            insert into mail_message (id, agent, thread, reference, digest, received_at, size,
                                      heading, data_key, content)
            values (?1, ?2, ?3, ?4, ?5,
                    greatest(?6, (select max(received_at) + interval '1 microsecond'
                                  from mail_message where agent = ?2)),
                    ?7, ?8, ?9, ?10)
            on conflict (agent, digest) do nothing
            """,
            draft.id().value(),
            draft.agent().value(),
            thread.value(),
            draft.name().exposeSecret(),
            draft.digest().exposeSecret(),
            MailRows.utc(now),
            draft.size(),
            draft.heading().toBytes(),
            draft.content().key().toBytes(),
            draft.content().content().toBytes())
        .map(rows -> rows == 1)
        .call(added -> added ? count(draft, thread) : Uni.createFrom().voidItem());
  }

  /** The mailbox is locked first, as by whoever adds. */
  @Override
  public Uni<Boolean> mark(NodeId agent, MailId id, boolean seen) {
    return lock(agent)
        .chain(
            () ->
                Statement.execute(
                    "update mail_message set seen = ?1 where id = ?2 and agent = ?3 and seen <> ?1",
                    seen,
                    id.value(),
                    agent.value()))
        .chain(
            changed ->
                Statement.execute(
                    "update mailbox set unread = unread + ?1 where agent = ?2",
                    seen ? -changed : changed,
                    agent.value()))
        .chain(
            () ->
                Statement.select(
                    Long.class,
                    "select id from mail_message where id = ?1 and agent = ?2",
                    id.value(),
                    agent.value()))
        .map(found -> !found.isEmpty());
  }

  private static Uni<Integer> count(Draft draft, MailId thread) {
    return Statement.execute(
            "update mail_message set latest = false where agent = ?1 and thread = ?2 and latest and id <> ?3",
            draft.agent().value(),
            thread.value(),
            draft.id().value())
        .chain(
            before ->
                Statement.execute(
                    """
                    update mailbox set messages = messages + 1, unread = unread + 1,
                                       threads = threads + ?2
                    where agent = ?1
                    """,
                    draft.agent().value(),
                    1 - before));
  }

  /**
   * One statement; those to which something is added just then are left for the next time. The
   * mailboxes are locked first, as whoever adds does.
   */
  @Override
  public Uni<Integer> removeBefore(Instant time, int most) {
    return pool.preparedQuery(
            """
            with old as (
              select id, agent from mail_message where received_at < $1
              order by received_at limit $2
            ), locked as (
              select agent from mailbox where agent in (select agent from old)
              for no key update skip locked
            ), gone as (
              delete from mail_message m using old, locked
              where m.id = old.id and locked.agent = old.agent
              returning m.agent, m.seen, m.latest
            ), counted as (
              update mailbox b set messages = b.messages - g.messages, unread = b.unread - g.unread,
                                   threads = b.threads - g.threads
              from (select agent, count(*) as messages, count(*) filter (where not seen) as unread,
                           count(*) filter (where latest) as threads
                    from gone group by agent) g
              where b.agent = g.agent
            )
            select count(*) from gone
            """)
        .execute(Tuple.of(MailRows.utc(time), most))
        .map(rows -> rows.iterator().next().getLong(0).intValue());
  }
}
