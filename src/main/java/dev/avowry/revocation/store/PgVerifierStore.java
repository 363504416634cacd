package dev.avowry.revocation.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Verifier;
import dev.avowry.revocation.VerifierStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifiers: registered in the transaction that has the ledger's row, by native statements; read
 * and acknowledged by the bare client.
 */
@ApplicationScoped
class PgVerifierStore implements VerifierStore {
  private final Pool pool;

  PgVerifierStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Boolean> add(Verifier verifier) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into verifier (id, name, resources, probe, registered_at)
                        values (?1, ?2, string_to_array(?3, ' '), ?4, ?5)
                        on conflict (id) do nothing
                        """)
                    .setParameter(1, verifier.id().value())
                    .setParameter(2, verifier.name())
                    .setParameter(3, String.join(" ", verifier.resources()))
                    .setParameter(4, verifier.probe().orElse(null))
                    .setParameter(5, verifier.registeredAt())
                    .executeUpdate())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> remove(NodeId id) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("delete from verifier where id = ?1")
                    .setParameter(1, id.value())
                    .executeUpdate())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Page<Verifier>> page(PageRequest page) {
    return pool.preparedQuery(
            """
            select v.id, v.name, v.resources, v.probe, v.registered_at, a.seq, a.at,
                   (select count(*) from verifier) as total
            from verifier v
            left join lateral (
              select seq, at from verifier_ack where verifier = v.id order by seq desc limit 1
            ) a on true
            where $1::bigint is null or v.id > $1
            order by v.id limit $2
            """)
        .execute(Tuple.of(page.after().map(NodeId::value).orElse(null), page.limit() + 1))
        .chain(rows -> page(page, rows));
  }

  /** A page behind the last has no row that could say how many there are. */
  private Uni<Page<Verifier>> page(PageRequest page, RowSet<Row> rows) {
    List<Verifier> found = all(rows, PgVerifierStore::verifier);
    Uni<Long> total =
        found.isEmpty()
            ? pool.query("select count(*) as total from verifier")
                .execute()
                .map(count -> count.iterator().next().getLong("total"))
            : Uni.createFrom().item(rows.iterator().next().getLong("total"));
    return total.map(count -> page.page(found, count, Verifier::id));
  }

  @Override
  public Uni<Optional<Progress>> progress(NodeId id) {
    return pool.preparedQuery(
            """
            select h.seq as head, a.seq, a.at
            from verifier v cross join revocation_head h
            left join lateral (
              select seq, at from verifier_ack where verifier = v.id order by seq desc limit 1
            ) a on true
            where v.id = $1
            """)
        .execute(Tuple.of(id.value()))
        .map(rows -> first(rows, row -> new Progress(new Fence(row.getLong("head")), mark(row))));
  }

  @Override
  public Uni<Optional<Instant>> acknowledge(NodeId id, Mark mark) {
    return pool.preparedQuery(
            """
            with kept as (
              insert into verifier_ack (verifier, seq, at)
              select id, $2, $3 from verifier where id = $1
              on conflict (verifier, seq) do nothing
              returning seq
            )
            select h.at from kept k join revocation_history h on h.seq = k.seq
            """)
        .execute(Tuple.of(id.value(), mark.seq(), mark.at().atOffset(ZoneOffset.UTC)))
        .map(rows -> first(rows, row -> row.getOffsetDateTime("at").toInstant()));
  }

  @Override
  public Uni<List<Verifier>> probed(int most) {
    return pool.preparedQuery(
            """
            select v.id, v.name, v.resources, v.probe, v.registered_at,
                   null::bigint as seq, null::timestamptz as at
            from verifier v where v.probe is not null order by v.id limit $1
            """)
        .execute(Tuple.of(most))
        .map(rows -> all(rows, PgVerifierStore::verifier));
  }

  @Override
  public Uni<Optional<Entry>> entry(long seq) {
    return pool.preparedQuery("select seq, id, at, until from revocation_history where seq = $1")
        .execute(Tuple.of(seq))
        .map(
            rows ->
                first(
                    rows,
                    row ->
                        new Entry(
                            row.getLong("seq"),
                            row.getString("id"),
                            row.getOffsetDateTime("at").toInstant(),
                            row.getOffsetDateTime("until").toInstant())));
  }

  @Override
  public Uni<List<Verifier>> serving(Optional<List<String>> resources, long seq) {
    return pool.preparedQuery(
            """
            select v.id, v.name, v.resources, v.probe, v.registered_at, a.seq, a.at
            from verifier v
            left join lateral (
              select seq, at from verifier_ack
              where verifier = v.id and seq >= $2 order by at, seq limit 1
            ) a on true
            where $1::text[] is null or v.resources && $1
            order by v.id
            """)
        .execute(Tuple.of(resources.map(all -> all.toArray(String[]::new)).orElse(null), seq))
        .map(rows -> all(rows, PgVerifierStore::verifier));
  }

  @Override
  public Uni<Void> forget(Instant before) {
    Tuple limit = Tuple.of(before.atOffset(ZoneOffset.UTC));
    return pool.preparedQuery("delete from revocation_history where until < $1")
        .execute(limit)
        .chain(
            () ->
                pool.preparedQuery(
                        """
                        delete from verifier_ack a where a.at < $1 and exists (
                          select 1 from verifier_ack b where b.verifier = a.verifier and b.seq > a.seq)
                        """)
                    .execute(limit))
        .replaceWithVoid();
  }

  private static Verifier verifier(Row row) {
    return new Verifier(
        new NodeId(row.getLong("id")),
        row.getString("name"),
        List.of(row.getArrayOfStrings("resources")),
        Optional.ofNullable(row.getString("probe")),
        row.getOffsetDateTime("registered_at").toInstant(),
        mark(row));
  }

  private static Optional<Mark> mark(Row row) {
    return Optional.ofNullable(row.getLong("seq"))
        .map(seq -> new Mark(seq, row.getOffsetDateTime("at").toInstant()));
  }

  private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> form) {
    return all(rows, form).stream().findFirst();
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> form) {
    List<T> all = new ArrayList<>();
    rows.forEach(row -> all.add(form.apply(row)));
    return all;
  }
}
