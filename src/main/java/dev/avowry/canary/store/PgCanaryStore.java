package dev.avowry.canary.store;

import dev.avowry.canary.CanaryStore;
import dev.avowry.canary.KeptChain;
import dev.avowry.canary.Run;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Jwk;
import dev.avowry.key.Sealed;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Turns and runs by the bare client; a new chain in the transaction that registers its agents. */
@ApplicationScoped
class PgCanaryStore implements CanaryStore {
  /** The schema has as many places. */
  static final int KEPT = 500;

  private final Pool pool;

  PgCanaryStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Long>> begin(Duration every, Duration longest) {
    return pool.preparedQuery(
            """
            update canary set run = run + 1,
              due_at = now() + $1 * interval '1 millisecond',
              busy_until = now() + $2 * interval '1 millisecond'
            where due_at <= now() and busy_until <= now()
            returning run
            """)
        .execute(Tuple.of((double) every.toMillis(), (double) longest.toMillis()))
        .map(rows -> first(rows).map(row -> row.getLong("run")));
  }

  @Override
  public Uni<Void> end(long run) {
    return pool.preparedQuery("update canary set busy_until = '-infinity' where run = $1")
        .execute(Tuple.of(run))
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<KeptChain>> chain(NodeId sponsor) {
    return pool.preparedQuery(
            "select sponsor, root, below, jwk, key_sealed from canary_chain where sponsor = $1")
        .execute(Tuple.of(sponsor.value()))
        .map(rows -> first(rows).map(PgCanaryStore::chain));
  }

  private static KeptChain chain(Row row) {
    return new KeptChain(
        new NodeId(row.getLong("sponsor")),
        new NodeId(row.getLong("root")),
        new NodeId(row.getLong("below")),
        Jwk.parse(row.getString("jwk")),
        Sealed.of(row.getBuffer("key_sealed").getBytes()));
  }

  @Override
  public Uni<Void> keep(KeptChain chain) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into canary_chain (sponsor, root, below, jwk, key_sealed)
                        values (?1, ?2, ?3, ?4, ?5)
                        """)
                    .setParameter(1, chain.sponsor().value())
                    .setParameter(2, chain.root().value())
                    .setParameter(3, chain.below().value())
                    .setParameter(4, new JsonObject(chain.publicKey().toMap()).encode())
                    .setParameter(5, chain.privateKey().toBytes())
                    .executeUpdate())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> keep(Run run) {
    return pool.withTransaction(
        connection -> keep(connection, run).chain(() -> keepSightings(connection, run)));
  }

  private static Uni<Void> keep(SqlConnection connection, Run run) {
    return connection
        .preparedQuery(
            """
            insert into canary_run (slot, run, at, seq, commit_us, publish_us, problem)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (slot) do update set run = excluded.run, at = excluded.at, seq = excluded.seq,
              commit_us = excluded.commit_us, publish_us = excluded.publish_us, problem = excluded.problem
            where canary_run.run < excluded.run
            """)
        .execute(
            Tuple.tuple()
                .addInteger(slot(run))
                .addLong(run.number())
                .addOffsetDateTime(run.at().atOffset(ZoneOffset.UTC))
                .addLong(run.kill().map(Run.Kill::seq).orElse(null))
                .addLong(run.kill().map(kill -> Micros.of(kill.commit())).orElse(null))
                .addLong(run.kill().flatMap(Run.Kill::publish).map(Micros::of).orElse(null))
                .addString(run.problem().orElse(null)))
        .replaceWithVoid();
  }

  /** Of verifiers that are still registered. */
  private static Uni<Void> keepSightings(SqlConnection connection, Run run) {
    List<Tuple> rows = new ArrayList<>();
    run.sightings().forEach(each -> rows.add(SightingRow.of(each, slot(run), run.number())));
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection.preparedQuery(SightingRow.KEEP).executeBatch(rows).replaceWithVoid();
  }

  private static int slot(Run run) {
    return (int) (run.number() % KEPT);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    Iterator<Row> all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }
}
