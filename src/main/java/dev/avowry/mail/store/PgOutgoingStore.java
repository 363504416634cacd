package dev.avowry.mail.store;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.kernel.store.Statement;
import dev.avowry.mail.Outgoing;
import dev.avowry.mail.OutgoingDraft;
import dev.avowry.mail.OutgoingStore;
import dev.avowry.mail.Replies;
import dev.avowry.mail.SendState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes what agents send, in the transactions of its rows. Turns are by the database's clock. */
@ApplicationScoped
class PgOutgoingStore implements OutgoingStore {
  /** Whoever took it last, and nobody else. */
  private static final String MINE =
      " where id = ?1 and taken = ?2 and state in ('queued', 'sending')";

  @Override
  public Uni<Optional<Known>> called(NodeId agent, SecretBytes request) {
    return Statement.select(
            Object[].class,
            "select id, digest from mail_outgoing where agent = ?1 and request = ?2",
            agent.value(),
            request.exposeSecret())
        .map(
            found ->
                found.stream()
                    .findFirst()
                    .map(
                        row ->
                            new Known(
                                new MailId((Long) row[0]),
                                SecretBytes.takeCopyOf((byte[]) row[1]))));
  }

  @Override
  public Uni<Long> countSince(NodeId agent, Instant time) {
    return Statement.select(
            Long.class,
            "select count(*) from mail_outgoing where agent = ?1 and queued_at > ?2",
            agent.value(),
            MailRows.utc(time))
        .map(rows -> rows.getFirst());
  }

  @Override
  public Uni<Long> placeSince(Outgoing message, Instant time) {
    return Statement.select(
            Long.class,
            """
            select count(*) from mail_outgoing
            where agent = ?1 and queued_at > ?2 and (queued_at, id) <= (?3, ?4)
            """,
            message.agent().value(),
            MailRows.utc(time),
            MailRows.utc(message.queuedAt()),
            message.id().value())
        .map(rows -> rows.getFirst());
  }

  @Override
  public Uni<Void> add(OutgoingDraft draft, Instant now) {
    return Statement.execute(
            """
            insert into mail_outgoing (id, agent, thread, reference, request, digest, state,
                                       queued_at, replies, heading, data_key, content)
            values (?1, ?2, ?3, ?4, nullif(?5, cast('' as bytea)), ?6, 'queued', ?7,
                    array_fill(cast(0 as smallint), array[cast(?8 as integer)]), ?9, ?10, ?11)
            """,
            draft.id().value(),
            draft.agent().value(),
            draft.thread().value(),
            draft.reference().exposeSecret(),
            draft.request().map(SecretBytes::exposeSecret).orElseGet(() -> new byte[0]),
            draft.digest().exposeSecret(),
            MailRows.utc(now),
            draft.recipients().size(),
            draft.heading().toBytes(),
            draft.content().key().toBytes(),
            draft.content().content().toBytes())
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> handOver(Outgoing message, Duration lease) {
    return Statement.execute(
            "update mail_outgoing set state = 'sending', due_at = now() + cast(?3 as double precision) * interval '1 ms'"
                + MINE,
            message.id().value(),
            message.taken(),
            (double) lease.toMillis())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> putOff(Outgoing message, Duration pause) {
    return Statement.execute(
            "update mail_outgoing set state = 'queued', due_at = now() + cast(?3 as double precision) * interval '1 ms'"
                + MINE,
            message.id().value(),
            message.taken(),
            (double) pause.toMillis())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> putOff(Outgoing message, Replies replies, boolean unsure, Duration pause) {
    return Statement.execute(
            """
            update mail_outgoing set state = 'queued', attempts = attempts + 1,
              replies = cast(string_to_array(?4, ',') as smallint[]), unsure = unsure or ?5,
              due_at = now() + cast(?3 as double precision) * interval '1 ms'
            """
                + MINE,
            message.id().value(),
            message.taken(),
            (double) pause.toMillis(),
            MailRows.codes(replies),
            unsure)
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> end(Outgoing message, SendState state, Replies replies, Instant now) {
    return Statement.execute(
            """
            update mail_outgoing set state = ?3, replies = cast(string_to_array(?4, ',') as smallint[]), ended_at = ?5,
              attempts = attempts + case ?3 when 'cancelled' then 0 else 1 end
            """
                + MINE,
            message.id().value(),
            message.taken(),
            state.code(),
            MailRows.codes(replies),
            MailRows.utc(now))
        .map(rows -> rows == 1);
  }
}
