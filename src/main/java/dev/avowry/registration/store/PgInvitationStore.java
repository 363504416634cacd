package dev.avowry.registration.store;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.store.Statement;
import dev.avowry.registration.Invitation;
import dev.avowry.registration.InvitationStore;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Initial access tokens: written in the transaction that has the ledger's row. */
@ApplicationScoped
class PgInvitationStore implements InvitationStore {
  private static final String COLUMNS =
      """
      t.id, t.sponsor, t.kind, t.scopes, t.resources, t.max_ttl, t.max_depth, t.max_children,
      t.authorization_details, t.uses, t.used, t.expires_at, t.revoked_at, t.created_at
      """;

  private final Pool pool;

  PgInvitationStore(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> add(Invitation made, SecretHash hash, String actor) {
    AskedCeiling ceiling = made.ceiling();
    return Statement.execute(
            """
            insert into registration_token (id, hash, sponsor, kind, scopes, resources, max_ttl,
                                            max_depth, max_children, uses, expires_at, created_by,
                                            created_at, authorization_details)
            values (?1, ?2, ?3, ?4, string_to_array(?5, ' '), string_to_array(?6, ' '),
                    cast(cast(?7 as text) as integer), ?8, ?9, ?10, ?11, ?12, ?13,
                    ?14)
            """,
            made.id().value(),
            hash.text(),
            made.sponsor().value(),
            made.kind().code(),
            spaced(ceiling.scopes()),
            spaced(ceiling.resources()),
            ceiling.maxTtl().map(ttl -> Long.toString(ttl.toSeconds())).orElse(null),
            ceiling.maxDepth().orElse(0),
            ceiling.maxChildren().orElse(0),
            made.uses(),
            utc(made.expiresAt()),
            actor,
            utc(made.createdAt()),
            ceiling.authorizationDetails().toColumn())
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<Invitation>> invitation(InvitationId id) {
    return pool.preparedQuery(
            "select %s from registration_token t where t.id = $1".formatted(COLUMNS))
        .execute(Tuple.of(id.value()))
        .map(rows -> all(rows).stream().findFirst());
  }

  @Override
  public Uni<Page<Invitation>> invitations(PageRequest page) {
    return pool.query("select count(*) as total from registration_token")
        .execute()
        .map(rows -> rows.iterator().next().getLong("total"))
        .chain(total -> items(page).map(items -> page.page(items, total, PgInvitationStore::key)));
  }

  private Uni<List<Invitation>> items(PageRequest page) {
    return pool.preparedQuery(
            """
            select %s from registration_token t
            where $1::bigint is null or (t.created_at, t.id) > (
              select k.created_at, k.id from registration_token k where k.id = $1)
            order by t.created_at, t.id limit $2
            """
                .formatted(COLUMNS))
        .execute(
            Tuple.tuple()
                .addValue(page.after().map(NodeId::value).orElse(null))
                .addValue(page.limit() + 1))
        .map(PgInvitationStore::all);
  }

  /** Pages go by ids of one form, whatever they name. */
  private static NodeId key(Invitation invitation) {
    return new NodeId(invitation.id().value());
  }

  /** The row is locked by the update: whoever comes meanwhile waits, and finds it used. */
  @Override
  public Uni<Optional<Invitation>> redeem(SecretHash hash, Instant now) {
    return Statement.execute(
            """
            update registration_token set used = used + 1
            where hash = ?1 and revoked_at is null and used < uses and expires_at > ?2
            """,
            hash.text(),
            utc(now))
        .chain(
            rows ->
                rows == 0
                    ? Uni.createFrom().item(Optional.<Invitation>empty())
                    : pool.preparedQuery(
                            "select %s from registration_token t where t.hash = $1"
                                .formatted(COLUMNS))
                        .execute(Tuple.of(hash.text()))
                        .map(found -> all(found).stream().findFirst()));
  }

  @Override
  public Uni<Boolean> revoke(InvitationId id, Instant now) {
    return Statement.execute(
            "update registration_token set revoked_at = ?2 where id = ?1 and revoked_at is null",
            id.value(),
            utc(now))
        .map(rows -> rows == 1);
  }

  private static List<Invitation> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(PgInvitationStore::invitation)
        .toList();
  }

  private static Invitation invitation(Row row) {
    return new Invitation(
        new InvitationId(row.getLong("id")),
        new NodeId(row.getLong("sponsor")),
        AgentKind.named(row.getString("kind")).orElseThrow(),
        new AskedCeiling(
            Extent.ofColumn(row.getArrayOfStrings("scopes")),
            Extent.ofColumn(row.getArrayOfStrings("resources")),
            Optional.ofNullable(row.getInteger("max_ttl")).map(Duration::ofSeconds),
            Optional.of(row.getInteger("max_depth")),
            Optional.of(row.getInteger("max_children")),
            DetailExtent.ofColumn(row.getString("authorization_details"))),
        row.getInteger("uses"),
        row.getInteger("used"),
        row.getOffsetDateTime("expires_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("revoked_at")).map(OffsetDateTime::toInstant),
        row.getOffsetDateTime("created_at").toInstant());
  }

  /** Neither a scope nor a URI has a space, and none of them has no limit. */
  private static String spaced(Extent extent) {
    String[] values = extent.toColumn();
    if (values == null) {
      throw new IllegalStateException("a registration token without a limit");
    }
    return String.join(" ", values);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
