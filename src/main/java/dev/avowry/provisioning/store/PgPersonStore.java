package dev.avowry.provisioning.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProvisionerId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.provisioning.Person;
import dev.avowry.provisioning.PersonDocument;
import dev.avowry.provisioning.PersonStore;
import dev.avowry.provisioning.Provisioner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.hibernate.exception.ConstraintViolationException;

/** People of whom others have told. */
@ApplicationScoped
class PgPersonStore implements PersonStore {
  private static final String SELECT =
      "select sponsor, document::text as document, created_at, changed_at from person ";

  private final Pool pool;

  PgPersonStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Boolean> add(ProvisionerId by, Person person) {
    PersonDocument document = person.document();
    return Statement.execute(
            """
            insert into person (sponsor, provisioner, user_name, external_id, active, document,
                                created_at, changed_at)
            values (?1, ?2, ?3, nullif(?4, ''), ?5, cast(cast(?6 as text) as jsonb), ?7, ?7)
            on conflict do nothing
            """,
            person.sponsor().value(),
            by.value(),
            document.userName(),
            document.externalId().orElse(""),
            document.active(),
            document.json().toString(),
            utc(person.createdAt()))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> replace(ProvisionerId by, Person person) {
    PersonDocument document = person.document();
    return Statement.execute(
            """
            update person set user_name = ?3, external_id = nullif(?4, ''), active = ?5,
                              document = cast(cast(?6 as text) as jsonb), changed_at = ?7
            where sponsor = ?1 and provisioner = ?2
            """,
            person.sponsor().value(),
            by.value(),
            document.userName(),
            document.externalId().orElse(""),
            document.active(),
            document.json().toString(),
            utc(person.changedAt()))
        .map(rows -> rows == 1)
        .onFailure(ConstraintViolationException.class)
        .recoverWithItem(false);
  }

  @Override
  public Uni<Boolean> adopt(Provisioner by, Person person) {
    return Statement.execute(
            """
            update person set provisioner = ?2 where sponsor = ?1 and provisioner in (
              select id from provisioner where revoked_at is not null and issuer = nullif(?3, ''))
            """,
            person.sponsor().value(),
            by.id().value(),
            by.issuer().orElse(""))
        .chain(rows -> rows == 1 ? replace(by.id(), person) : Uni.createFrom().item(false))
        .onFailure(ConstraintViolationException.class)
        .recoverWithItem(false);
  }

  @Override
  public Uni<Boolean> isAnothers(Provisioner by, NodeId sponsor) {
    return pool.preparedQuery(
            """
            select count(*) as others from person p join provisioner o on o.id = p.provisioner
            where p.sponsor = $1 and o.id <> $2
              and (o.revoked_at is null or o.issuer is distinct from nullif($3, ''))
            """)
        .execute(Tuple.of(sponsor.value(), by.id().value(), by.issuer().orElse("")))
        .map(rows -> rows.iterator().next().getLong("others") > 0);
  }

  @Override
  public Uni<Boolean> remove(ProvisionerId by, NodeId sponsor) {
    return Statement.execute(
            "delete from person where sponsor = ?1 and provisioner = ?2",
            sponsor.value(),
            by.value())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Optional<Person>> find(ProvisionerId by, NodeId sponsor) {
    return read("where provisioner = $1 and sponsor = $2", Tuple.of(by.value(), sponsor.value()))
        .map(all -> all.stream().findFirst());
  }

  @Override
  public Uni<Optional<Person>> named(ProvisionerId by, String userName) {
    return read("where provisioner = $1 and user_name = $2", Tuple.of(by.value(), userName))
        .map(all -> all.stream().findFirst());
  }

  @Override
  public Uni<List<Person>> reached(ProvisionerId by, String address) {
    return read(
        """
        where provisioner = $1
          and (user_name = $2 or sponsor in (select s.id from sponsor s where lower(s.email) = $2))
        """,
        Tuple.of(by.value(), address));
  }

  @Override
  public Uni<List<Person>> known(ProvisionerId by, String externalId) {
    return read(
        "where provisioner = $1 and external_id = $2 order by created_at, sponsor",
        Tuple.of(by.value(), externalId));
  }

  @Override
  public Uni<List<Person>> page(ProvisionerId by, long offset, int limit) {
    return read(
        "where provisioner = $1 order by created_at, sponsor offset $2 limit $3",
        Tuple.of(by.value(), offset, limit));
  }

  @Override
  public Uni<Long> count(ProvisionerId by) {
    return pool.preparedQuery("select count(*) as total from person where provisioner = $1")
        .execute(Tuple.of(by.value()))
        .map(rows -> rows.iterator().next().getLong("total"));
  }

  private Uni<List<Person>> read(String where, Tuple values) {
    return pool.preparedQuery(SELECT + where).execute(values).map(PgPersonStore::all);
  }

  private static List<Person> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PgPersonStore::person).toList();
  }

  private static Person person(Row row) {
    return new Person(
        new NodeId(row.getLong("sponsor")),
        PersonDocument.read(row.getString("document")),
        instant(row, "created_at"),
        instant(row, "changed_at"));
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
