package dev.avowry.provisioning.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.ProvisionerId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.provisioning.Provisioner;
import dev.avowry.provisioning.ProvisionerStore;
import dev.avowry.provisioning.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Systems that tell of people. */
@ApplicationScoped
class PgProvisionerStore implements ProvisionerStore {
  private final Pool pool;

  PgProvisionerStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> add(Provisioner made, SecretHash hash, String actor) {
    return Statement.execute(
            """
            insert into provisioner (id, hash, name, issuer, created_by, created_at, signals_issuer,
                                     signals_jwks_uri, signals_audience)
            values (?1, ?2, ?3, nullif(?4, ''), ?5, ?6, nullif(?7, ''), nullif(?8, ''), nullif(?9, ''))
            """,
            made.id().value(),
            hash.text(),
            made.name(),
            made.issuer().orElse(""),
            actor,
            made.createdAt().atOffset(ZoneOffset.UTC),
            made.signals().map(Signals::issuer).orElse(""),
            made.signals().map(Signals::jwksUri).map(URI::toString).orElse(""),
            made.signals().map(Signals::audience).orElse(""))
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<Provisioner>> admit(SecretHash hash) {
    return pool.preparedQuery(
            """
            select id, name, issuer, signals_issuer, signals_jwks_uri, signals_audience, revoked_at,
                   created_at
            from provisioner
            where hash = $1 and revoked_at is null
            """)
        .execute(Tuple.of(hash.text()))
        .map(rows -> read(rows).stream().findFirst());
  }

  @Override
  public Uni<List<Provisioner>> all() {
    return pool.query(
            """
            select id, name, issuer, signals_issuer, signals_jwks_uri, signals_audience, revoked_at,
                   created_at
            from provisioner
            order by created_at, id limit 1000
            """)
        .execute()
        .map(PgProvisionerStore::read);
  }

  @Override
  public Uni<Optional<Provisioner>> replaceToken(ProvisionerId id, SecretHash hash) {
    return Statement.select(
            Object[].class,
            """
            update provisioner set hash = ?2 where id = ?1 and revoked_at is null
            returning name, coalesce(issuer, ''), coalesce(signals_issuer, ''),
                      coalesce(signals_jwks_uri, ''), coalesce(signals_audience, ''), created_at
            """,
            id.value(),
            hash.text())
        .map(rows -> rows.stream().findFirst().map(row -> read(id, row)));
  }

  private static Provisioner read(ProvisionerId id, Object[] row) {
    return new Provisioner(
        id,
        (String) row[0],
        Optional.of((String) row[1]).filter(issuer -> !issuer.isEmpty()),
        Optional.of((String) row[2])
            .filter(issuer -> !issuer.isEmpty())
            .map(issuer -> new Signals(issuer, URI.create((String) row[3]), (String) row[4])),
        Optional.empty(),
        ((OffsetDateTime) row[5]).toInstant());
  }

  @Override
  public Uni<Boolean> revoke(ProvisionerId id, Instant now) {
    return Statement.execute(
            "update provisioner set revoked_at = ?2 where id = ?1 and revoked_at is null",
            id.value(),
            now.atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  private static List<Provisioner> read(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Provisioner(
                    new ProvisionerId(row.getLong("id")),
                    row.getString("name"),
                    Optional.ofNullable(row.getString("issuer")),
                    Optional.ofNullable(row.getString("signals_issuer"))
                        .map(issuer -> signals(issuer, row)),
                    Optional.ofNullable(row.getOffsetDateTime("revoked_at"))
                        .map(OffsetDateTime::toInstant),
                    row.getOffsetDateTime("created_at").toInstant()))
        .toList();
  }

  private static Signals signals(String issuer, Row row) {
    return new Signals(
        issuer, URI.create(row.getString("signals_jwks_uri")), row.getString("signals_audience"));
  }
}
