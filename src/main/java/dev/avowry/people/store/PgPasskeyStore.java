package dev.avowry.people.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.people.Passkey;
import dev.avowry.people.PasskeyStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Passkeys. */
@ApplicationScoped
class PgPasskeyStore implements PasskeyStore {
  private static final String PASSKEY =
      """
      select p.id, p.human, p.name, p.credential, p.sign_count, p.made_at, p.last_used_at
      from passkey p
      """;

  private final Pool pool;

  PgPasskeyStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Passkey>> find(String id, Instant now) {
    return pool.preparedQuery(
            PASSKEY
                + """
                join node n on n.id = p.human
                where p.id = $1 and n.state = 'live'
                  and (n.expires_at is null or n.expires_at > $2)
                """)
        .execute(Tuple.of(Buffer.buffer(bytes(id)).getDelegate(), now.atOffset(ZoneOffset.UTC)))
        .map(rows -> all(rows).stream().findFirst());
  }

  @Override
  public Uni<List<Passkey>> of(NodeId human) {
    return pool.preparedQuery(PASSKEY + " where p.human = $1 order by p.made_at, p.id")
        .execute(Tuple.of(human.value()))
        .map(PgPasskeyStore::all);
  }

  @Override
  public Uni<Boolean> add(Passkey passkey) {
    return Statement.execute(
            """
            insert into passkey (id, human, name, credential, sign_count, made_at)
            values (?1, ?2, ?3, ?4, ?5, ?6)
            on conflict do nothing
            """,
            bytes(passkey.id()),
            passkey.human().value(),
            passkey.name(),
            bytes(passkey.credential()),
            passkey.signCount(),
            passkey.madeAt().atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  /** Most authenticators count nothing and say zero, for ever. */
  @Override
  public Uni<Boolean> use(String id, long signCount, Instant now) {
    return Statement.execute(
            """
            update passkey set sign_count = ?2, last_used_at = ?3
            where id = ?1 and (sign_count < ?2 or (sign_count = 0 and ?2 = 0))
            """,
            bytes(id),
            signCount,
            now.atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> remove(String id, NodeId human) {
    return Statement.execute(
            """
            delete from passkey p where p.id = ?1 and p.human = ?2
              and exists (select 1 from account a where a.human = ?2
                          and (a.password is not null
                               or exists (select 1 from passkey o
                                          where o.human = ?2 and o.id <> ?1)))
            """,
            bytes(id),
            human.value())
        .map(rows -> rows == 1);
  }

  private static List<Passkey> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PgPasskeyStore::passkey).toList();
  }

  private static Passkey passkey(Row row) {
    return new Passkey(
        text(row.getBuffer("id")),
        new NodeId(row.getLong("human")),
        row.getString("name"),
        text(row.getBuffer("credential")),
        row.getLong("sign_count"),
        row.getOffsetDateTime("made_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("last_used_at")).map(OffsetDateTime::toInstant));
  }

  private static String text(Buffer bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.getBytes());
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
