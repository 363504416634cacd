package dev.avowry.mail.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.mail.Allowance;
import dev.avowry.mail.AllowanceStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Allowances. Entries have no space in them, by which they are parted in a transaction. */
@ApplicationScoped
class PgAllowanceStore implements AllowanceStore {
  private static final String SPACE = " ";

  private final Pool pool;

  PgAllowanceStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Allowance>> ofAgent(NodeId agent) {
    return pool.preparedQuery(
            "select recipients, per_day, per_message from mail_allowance where agent = $1")
        .execute(Tuple.of(agent.value()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PgAllowanceStore::allowance)
                    .findFirst());
  }

  private static Allowance allowance(Row row) {
    return new Allowance(
        List.of(row.getArrayOfStrings("recipients")),
        row.getInteger("per_day"),
        row.getInteger("per_message"));
  }

  @Override
  public Uni<Optional<Allowance>> lock(NodeId agent) {
    return Statement.select(
            Object[].class,
            """
            select array_to_string(recipients, ' '), per_day, per_message
            from mail_allowance where agent = ?1 for update
            """,
            agent.value())
        .map(found -> found.stream().findFirst().map(PgAllowanceStore::allowance));
  }

  private static Allowance allowance(Object[] row) {
    String recipients = (String) row[0];
    return new Allowance(
        recipients.isEmpty() ? List.of() : List.of(recipients.split(SPACE, -1)),
        ((Number) row[1]).intValue(),
        ((Number) row[2]).intValue());
  }

  @Override
  public Uni<Void> put(NodeId agent, Allowance allowance, Instant at, String by) {
    return Statement.execute(
            """
            insert into mail_allowance (agent, recipients, per_day, per_message, set_at, set_by)
            values (?1, string_to_array(?2, ' '), ?3, ?4, ?5, ?6)
            on conflict (agent) do update set
              recipients = excluded.recipients, per_day = excluded.per_day,
              per_message = excluded.per_message, set_at = excluded.set_at,
              set_by = excluded.set_by
            """,
            agent.value(),
            String.join(SPACE, allowance.recipients()),
            allowance.perDay(),
            allowance.perMessage(),
            MailRows.utc(at),
            by)
        .replaceWithVoid();
  }
}
