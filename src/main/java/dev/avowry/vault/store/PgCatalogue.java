package dev.avowry.vault.store;

import static dev.avowry.vault.store.SecretRows.utc;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.vault.Access;
import dev.avowry.vault.Catalogue;
import dev.avowry.vault.Folder;
import dev.avowry.vault.Secret;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Version;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is kept by the bare client; of what is sealed it reads nothing. */
@ApplicationScoped
class PgCatalogue implements Catalogue {
  /**
   * What the caller looks after, or may have: $1 is the node that they stay below, null for
   * everything; $2 the nodes on their path; $3 the present.
   */
  private static final String VISIBLE =
      """
      ($1::bigint is null
       or o.lineage between (select lineage from node where id = $1)
                        and (select lineage || '\\xff'::bytea from node where id = $1)
       or exists (
         select 1 from vault_access a join node an on an.id = a.id
         where a.thing in (s.id, s.folder) and a.holder = any($2) and an.state = 'live'
           and (an.expires_at is null or an.expires_at > $3)))
      """;

  private static final String FILTERED =
      """
      from %s left join node f on f.id = s.folder
      where %s and n.state <> 'revoked' and (f.state is null or f.state <> 'revoked')
        and ($4::bigint is null or s.folder = $4) and ($5::text is null or s.type = $5)
        and ($6::text is null or $6 = any(s.tags))
        and ($7::text is null or position($7 in lower(s.name)) > 0)
      """
          .formatted(SecretRows.TABLES, VISIBLE);

  private static final String PAGE =
      """
      select %s %s
        and ($8::bigint is null or (s.created_at, s.id) >
             (select k.created_at, k.id from vault_secret k where k.id = $8))
      order by s.created_at, s.id limit $9
      """
          .formatted(SecretRows.COLUMNS, FILTERED);

  private static final String FOLDERS =
      """
      from vault_folder d join node n on n.id = d.id join node o on o.id = d.owner
      where n.state <> 'revoked'
        and ($1::bigint is null
             or o.lineage between (select lineage from node where id = $1)
                              and (select lineage || '\\xff'::bytea from node where id = $1))
      """;

  private static final String FOLDER =
      "select d.id, d.owner, o.lineage as owner_lineage, d.name, n.state, d.created_at ";

  private static final String ACCESSES =
      """
      from vault_access a join node an on an.id = a.id
      where a.thing = $1 and an.state <> 'revoked'
      """;

  private final Pool pool;

  PgCatalogue(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Secret>> secret(NodeId id, Caller by, Instant now) {
    return pool.preparedQuery(
            "select %s from %s where %s and s.id = $4"
                .formatted(SecretRows.COLUMNS, SecretRows.TABLES, VISIBLE))
        .execute(Tuple.tuple(values(by, now, id.value())))
        .map(rows -> SecretRows.list(rows, SecretRows::secret).stream().findFirst());
  }

  @Override
  public Uni<Page<Secret>> secrets(Filter filter, Caller by, Instant now, PageRequest page) {
    List<@Nullable Object> asked =
        values(
            by,
            now,
            filter.folder().map(NodeId::value).orElse(null),
            filter.type().map(SecretType::code).orElse(null),
            filter.tag().orElse(null),
            filter.name().map(name -> name.toLowerCase(Locale.ROOT)).orElse(null));
    return page("select count(*) " + FILTERED, PAGE, asked, page, SecretRows::secret, Secret::id);
  }

  @Override
  public Uni<Optional<Folder>> folder(NodeId id) {
    return pool.preparedQuery(
            FOLDER
                + """
                from vault_folder d join node n on n.id = d.id join node o on o.id = d.owner
                where d.id = $1
                """)
        .execute(Tuple.of(id.value()))
        .map(rows -> SecretRows.list(rows, PgCatalogue::folder).stream().findFirst());
  }

  @Override
  public Uni<Page<Folder>> folders(Caller by, PageRequest page) {
    List<@Nullable Object> asked = new ArrayList<>();
    asked.add(limit(by));
    return page(
        "select count(*) " + FOLDERS,
        FOLDER
            + FOLDERS
            + """
              and ($2::bigint is null or (d.created_at, d.id) >
                   (select k.created_at, k.id from vault_folder k where k.id = $2))
              order by d.created_at, d.id limit $3
            """,
        asked,
        page,
        PgCatalogue::folder,
        Folder::id);
  }

  @Override
  public Uni<List<Version>> versions(NodeId secret) {
    return pool.preparedQuery(
            """
            select number, bindings, created_at, created_by from vault_version
            where secret = $1 order by number desc limit 500
            """)
        .execute(Tuple.of(secret.value()))
        .map(rows -> SecretRows.list(rows, PgCatalogue::version));
  }

  @Override
  public Uni<Page<Access>> accesses(NodeId thing, PageRequest page) {
    List<@Nullable Object> asked = new ArrayList<>();
    asked.add(thing.value());
    return page(
        "select count(*) " + ACCESSES,
        "select "
            + AccessRows.COLUMNS
            + ACCESSES
            + """
              and ($2::bigint is null or (a.created_at, a.id) >
                   (select k.created_at, k.id from vault_access k where k.id = $2))
              order by a.created_at, a.id limit $3
            """,
        asked,
        page,
        AccessRows::access,
        Access::id);
  }

  @Override
  public Uni<Boolean> isOf(NodeId thing, NodeId access) {
    return pool.preparedQuery("select 1 from vault_access where thing = $1 and id = $2")
        .execute(Tuple.of(thing.value(), access.value()))
        .map(rows -> rows.size() == 1);
  }

  private <T> Uni<Page<T>> page(
      String count,
      String select,
      List<@Nullable Object> asked,
      PageRequest page,
      Function<Row, T> read,
      Function<T, NodeId> key) {
    List<@Nullable Object> paged = new ArrayList<>(asked);
    paged.add(page.after().map(NodeId::value).orElse(null));
    paged.add(page.limit() + 1);
    return Uni.combine()
        .all()
        .unis(
            pool.preparedQuery(count).execute(Tuple.tuple(asked)),
            pool.preparedQuery(select).execute(Tuple.tuple(paged)))
        .with((counted, rows) -> page.page(SecretRows.list(rows, read), total(counted), key));
  }

  private static long total(RowSet<Row> counted) {
    return counted.iterator().next().getLong(0);
  }

  private static List<@Nullable Object> values(Caller by, Instant now, @Nullable Object... more) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(limit(by));
    values.add(SecretRows.nodes(by.path()));
    values.add(utc(now));
    values.addAll(Arrays.asList(more));
    return values;
  }

  private static @Nullable Long limit(Caller by) {
    return by.limit().map(NodeId::value).orElse(null);
  }

  private static Folder folder(Row row) {
    return new Folder(
        new NodeId(row.getLong("id")),
        new NodeId(row.getLong("owner")),
        SecretRows.lineage(row.getBuffer("owner_lineage").getBytes()),
        row.getString("name"),
        SecretRows.state(row.getString("state")),
        SecretRows.at(row, "created_at"));
  }

  private static Version version(Row row) {
    return new Version(
        row.getInteger("number"),
        SecretRows.bindings(row, "bindings"),
        Optional.empty(),
        SecretRows.at(row, "created_at"),
        row.getString("created_by"));
  }
}
