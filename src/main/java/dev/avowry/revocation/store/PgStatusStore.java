package dev.avowry.revocation.store;

import dev.avowry.kernel.PathBits;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.StatusListId;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import dev.avowry.revocation.StatusIndex;
import dev.avowry.revocation.StatusStore;
import dev.avowry.revocation.store.Holders.Draw;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Status lists, by the bare client on minting's own pool: a first mint waits for its place. */
@ApplicationScoped
class PgStatusStore implements StatusStore {
  /** How long a list takes new holders. */
  private static final Duration OPEN = Duration.ofDays(1);

  /** How long its indexes are put into tokens. */
  private static final Duration USED = Duration.ofDays(2);

  /** Until the last of those tokens has expired; they live for 15 minutes at the most. */
  private static final Duration KEPT = USED.plusHours(1);

  /** A list that takes nobody is followed by another; an empty one takes all. */
  private static final int LISTS = 4;

  private final Pool pool;
  private final SecureRandom random;

  PgStatusStore(@ReactiveDataSource("minting") Pool pool, SecureRandom random) {
    this.pool = pool;
    this.random = random;
  }

  @Override
  public Uni<List<StatusIndex>> find(Collection<Set<String>> holders, Instant now) {
    Holders asked = Holders.of(holders);
    return pool.preparedQuery(
            """
            select distinct on (i.holder) i.holder, i.list, i.index, i.since, l.opened_at
            from status_index i join status_list l on l.id = i.list
            where i.holder = any($1) and l.opened_at > $2
            order by i.holder, i.since desc
            """)
        .execute(Tuple.of(asked.ids(), now.minus(USED).atOffset(ZoneOffset.UTC)))
        .map(rows -> indexes(rows, asked));
  }

  @Override
  public Uni<List<StatusIndex>> add(Collection<Set<String>> holders, Fence since, Instant now) {
    return add(Holders.of(holders), since, now, LISTS);
  }

  private Uni<List<StatusIndex>> add(Holders holders, Fence since, Instant now, int lists) {
    if (lists == 0) {
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE, "no status list has a place; try again shortly");
    }
    return list(now).chain(list -> add(holders, since, now, list, lists));
  }

  private Uni<List<StatusIndex>> add(
      Holders holders, Fence since, Instant now, StatusListId list, int lists) {
    return place(holders, since, list)
        .chain(
            placed ->
                placed.size() == holders.size()
                    ? Uni.createFrom().item(placed)
                    : crowded(list)
                        .chain(() -> add(holders.without(placed), since, now, lists - 1))
                        .map(rest -> both(placed, rest)));
  }

  private static List<StatusIndex> both(List<StatusIndex> some, List<StatusIndex> others) {
    List<StatusIndex> both = new ArrayList<>(some);
    both.addAll(others);
    return both;
  }

  /** The list that takes new holders now. */
  private Uni<StatusListId> list(Instant now) {
    return pool.preparedQuery(
            """
            select id from status_list where opened_at > $1 and not crowded
            order by opened_at desc, id limit 1
            """)
        .execute(Tuple.of(now.minus(OPEN).atOffset(ZoneOffset.UTC)))
        .chain(
            rows ->
                rows.size() == 0
                    ? open(now)
                    : Uni.createFrom()
                        .item(new StatusListId(rows.iterator().next().getLong("id"))));
  }

  private Uni<StatusListId> open(Instant now) {
    StatusListId list = StatusListId.random(random);
    return pool.preparedQuery("select open_status_list($1, $2)")
        .execute(Tuple.of(list.value(), now.atOffset(ZoneOffset.UTC)))
        .replaceWith(list);
  }

  /** The first place that is free of a few drawn at random. Whoever finds none is left out. */
  private Uni<List<StatusIndex>> place(Holders holders, Fence since, StatusListId list) {
    List<Draw> draws = holders.draw(random);
    return pool.preparedQuery(
            """
            with placed as (
              insert into status_index (list, index, holder, ids, since)
              select $1, index, holder, string_to_array(ids, ' ')::bigint[], $2
              from (
                select distinct on (holder) index, holder, ids
                from unnest($3::integer[], $4::uuid[], $5::text[]) drawn (index, holder, ids)
                where not exists (
                  select 1 from status_index taken
                  where taken.list = $1 and taken.index = drawn.index)
              ) free
              on conflict do nothing
              returning holder, list, index, since
            )
            select placed.*, l.opened_at from placed join status_list l on l.id = placed.list
            """)
        .execute(
            Tuple.of(
                list.value(),
                since.seq(),
                draws.stream().map(Draw::index).toArray(Integer[]::new),
                draws.stream().map(Draw::holder).toArray(UUID[]::new),
                draws.stream().map(Draw::ids).toArray(String[]::new)))
        .map(rows -> indexes(rows, holders));
  }

  private Uni<Void> crowded(StatusListId list) {
    return pool.preparedQuery("update status_list set crowded = true where id = $1")
        .execute(Tuple.of(list.value()))
        .replaceWithVoid();
  }

  @Override
  public Uni<List<StatusListId>> lists() {
    return pool.query("select id from status_list order by opened_at, id")
        .execute()
        .map(rows -> stream(rows, row -> new StatusListId(row.getLong("id"))));
  }

  @Override
  public Uni<List<Integer>> ended(StatusListId list, List<Entry> entries) {
    return entries.isEmpty()
        ? Uni.createFrom().item(List.of())
        : pool.preparedQuery(
                """
                select distinct i.index
                from unnest($2::bigint[], $3::bigint[]) e (id, seq)
                join status_index i on i.list = $1 and i.ids @> array[e.id] and i.since < e.seq
                """)
            .execute(
                Tuple.of(
                    list.value(),
                    entries.stream().map(entry -> PathBits.of(entry.id())).toArray(Long[]::new),
                    entries.stream().map(Entry::seq).toArray(Long[]::new)))
            .map(rows -> stream(rows, row -> row.getInteger("index")));
  }

  @Override
  public Uni<Void> drop(Instant now) {
    return pool.preparedQuery("select drop_status_lists($1)")
        .execute(Tuple.of(now.minus(KEPT).atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static List<StatusIndex> indexes(RowSet<Row> rows, Holders holders) {
    return stream(
        rows,
        row ->
            new StatusIndex(
                new StatusListId(row.getLong("list")),
                row.getInteger("index"),
                holders.hold(row.getUUID("holder"), new Fence(row.getLong("since"))),
                row.getOffsetDateTime("opened_at").toInstant().plus(USED)));
  }

  private static <T> List<T> stream(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
