package dev.avowry.vouching.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.key.Sealed;
import dev.avowry.vouching.Pledge;
import dev.avowry.vouching.PledgeStore;
import dev.avowry.vouching.Tally;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Pledges: by the bare client, but for what is part of somebody else's transaction. */
@ApplicationScoped
class PgPledgeStore implements PledgeStore {
  private final Pool pool;

  PgPledgeStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> keep(NodeId human, String provider, String subject, Sealed token, Instant now) {
    return write(
        """
        insert into pledge (human, provider, subject, generation, token_sealed, state, good_at)
        values ($1, $2, $3, 1, $4, 'kept', $5)
        on conflict (human, provider) do update set
          subject = excluded.subject, generation = pledge.generation + 1,
          token_sealed = excluded.token_sealed, state = 'kept', good_at = excluded.good_at
        """,
        Tuple.of(
            human.value(),
            provider,
            subject,
            Buffer.buffer(token.toBytes()),
            now.atOffset(ZoneOffset.UTC)));
  }

  @Override
  public Uni<Void> drop(NodeId human, String provider) {
    return write(
        "delete from pledge where human = $1 and provider = $2", Tuple.of(human.value(), provider));
  }

  @Override
  public Uni<Void> dropAll(NodeId human) {
    return Statement.execute("delete from pledge where human = ?1", human.value())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> dropAllBut(Set<String> providers) {
    return write(
        "delete from pledge where provider <> all ($1)",
        Tuple.of(providers.toArray(String[]::new)));
  }

  /** Who is revoked is gone for good, whatever anybody says of them. */
  @Override
  public Uni<List<Pledge>> take(String provider, long round, int most) {
    return pool.preparedQuery(
            """
            update pledge p set state = 'asked', round = $2
            from (
              select q.human, q.state from pledge q join node n on n.id = q.human
              where q.provider = $1 and q.round < $2 and n.state <> 'revoked'
              order by q.round, q.human limit $3 for update of q skip locked
            ) before
            where p.provider = $1 and p.human = before.human
            returning p.human, p.provider, p.subject, p.generation, p.token_sealed,
                      before.state in ('asked', 'doubtful') as doubtful
            """)
        .execute(Tuple.of(provider, round, most))
        .map(PgPledgeStore::pledges);
  }

  @Override
  public Uni<Void> good(Pledge pledge, Optional<Sealed> next, Instant now) {
    return write(
        """
        update pledge set state = 'good', good_at = $4, token_sealed = coalesce($5, token_sealed)
        where human = $1 and provider = $2 and generation = $3
        """,
        Tuple.of(
            pledge.human().value(),
            pledge.provider(),
            pledge.generation(),
            now.atOffset(ZoneOffset.UTC),
            next.map(it -> Buffer.buffer(it.toBytes())).orElse(null)));
  }

  @Override
  public Uni<Void> refused(Pledge pledge) {
    return set(pledge, "refused");
  }

  @Override
  public Uni<Void> unclear(Pledge pledge, boolean doubtful) {
    return set(pledge, doubtful ? "doubtful" : "unclear");
  }

  private Uni<Void> set(Pledge pledge, String state) {
    return write(
        "update pledge set state = $4 where human = $1 and provider = $2 and generation = $3",
        Tuple.of(pledge.human().value(), pledge.provider(), pledge.generation(), state));
  }

  @Override
  public Uni<Void> spent(Pledge pledge) {
    return write(
        "delete from pledge where human = $1 and provider = $2 and generation = $3",
        Tuple.of(pledge.human().value(), pledge.provider(), pledge.generation()));
  }

  @Override
  public Uni<Tally> tally(String provider, long round) {
    return pool.preparedQuery(
            """
            select count(*) filter (where state = 'good') as good,
                   count(*) filter (where state = 'refused') as refused,
                   count(*) filter (where state in ('asked', 'unclear', 'doubtful')) as unclear
            from pledge where provider = $1 and round = $2
            """)
        .execute(Tuple.of(provider, round))
        .map(rows -> rows.iterator().next())
        .map(row -> new Tally(row.getLong("good"), row.getLong("refused"), row.getLong("unclear")));
  }

  @Override
  public Uni<List<Pledge>> refusedIn(String provider, long round) {
    return pool.preparedQuery(
            """
            select human, provider, subject, generation, token_sealed, false as doubtful
            from pledge where provider = $1 and round = $2 and state = 'refused' order by human
            """)
        .execute(Tuple.of(provider, round))
        .map(PgPledgeStore::pledges);
  }

  @Override
  public Uni<Boolean> settle(Pledge pledge) {
    return Statement.execute(
            """
            delete from pledge
            where human = ?1 and provider = ?2 and generation = ?3 and state = 'refused'
            """,
            pledge.human().value(),
            pledge.provider(),
            pledge.generation())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Long> silentSince(String provider, Instant since) {
    return pool.preparedQuery(
            "select count(*) as silent from pledge where provider = $1 and good_at < $2")
        .execute(Tuple.of(provider, since.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next().getLong("silent"));
  }

  private Uni<Void> write(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values).replaceWithVoid();
  }

  private static List<Pledge> pledges(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PgPledgeStore::pledge).toList();
  }

  private static Pledge pledge(Row row) {
    return new Pledge(
        new NodeId(row.getLong("human")),
        row.getString("provider"),
        row.getString("subject"),
        row.getLong("generation"),
        row.getBoolean("doubtful"),
        Sealed.of(row.getBuffer("token_sealed").getBytes()));
  }
}
