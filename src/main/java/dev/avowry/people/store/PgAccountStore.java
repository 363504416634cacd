package dev.avowry.people.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.kernel.store.Statement;
import dev.avowry.key.Sealed;
import dev.avowry.people.Account;
import dev.avowry.people.AccountStore;
import dev.avowry.people.LoginName;
import dev.avowry.people.PasswordHash;
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
import org.jspecify.annotations.Nullable;

/** Accounts, their codes, and nothing else. */
@ApplicationScoped
class PgAccountStore implements AccountStore {
  private static final String ACCOUNT =
      "select a.human, a.login, a.handle, a.password, a.totp, a.changed_at from account a";

  private final Pool pool;

  PgAccountStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Account>> find(LoginName login, Instant now) {
    return pool.preparedQuery(
            ACCOUNT
                + """
                 join node n on n.id = a.human
                where a.login = $1 and n.state = 'live'
                  and (n.expires_at is null or n.expires_at > $2)
                """)
        .execute(Tuple.of(login.text(), utc(now)))
        .map(PgAccountStore::first);
  }

  @Override
  public Uni<Optional<Account>> of(NodeId human) {
    return pool.preparedQuery(ACCOUNT + " where a.human = $1")
        .execute(Tuple.of(human.value()))
        .map(PgAccountStore::first);
  }

  @Override
  public Uni<Integer> recoveryCodesLeft(NodeId human) {
    return pool.preparedQuery(
            "select count(*) from recovery_code where human = $1 and used_at is null")
        .execute(Tuple.of(human.value()))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  @Override
  public Uni<Boolean> add(Account account, Instant now) {
    return Statement.execute(
            """
            insert into account (human, login, handle, password, totp, made_at, changed_at)
            values (?1, ?2, ?3, nullif(?4, ''), ?5, ?6, ?6)
            on conflict do nothing
            """,
            account.human().value(),
            account.login().text(),
            account.handle().exposeSecret(),
            account.secrets().map(Account.Secrets::password).map(PasswordHash::text).orElse(""),
            account.secrets().map(Account.Secrets::totp).map(Sealed::toBytes).orElse(null),
            utc(now))
        .map(rows -> rows == 1);
  }

  /** By one statement, so that of two changes at once neither brings back what the other ended. */
  @Override
  public Uni<Boolean> change(
      NodeId human, Optional<PasswordHash> password, Optional<Sealed> totp, Instant now) {
    return Statement.execute(
            """
            update account
            set password = coalesce(nullif(?2, ''), password),
                totp = coalesce(cast(?3 as bytea), totp), changed_at = ?4
            where human = ?1
              and coalesce(nullif(?2, ''), password) is not null
              and coalesce(cast(?3 as bytea), totp) is not null
            """,
            human.value(),
            password.map(PasswordHash::text).orElse(""),
            totp.map(Sealed::toBytes).orElse(null),
            utc(now))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Void> touch(NodeId human, Instant now) {
    return Statement.execute(
            "update account set changed_at = ?2 where human = ?1", human.value(), utc(now))
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> isAsOf(NodeId human, Instant changedAt) {
    return Statement.select(
            Long.class,
            "select human from account where human = ?1 and changed_at = ?2 for share",
            human.value(),
            utc(changedAt))
        .map(rows -> !rows.isEmpty());
  }

  @Override
  public Uni<Boolean> useStep(NodeId human, long step) {
    return Statement.execute(
            "update account set totp_step = ?2 where human = ?1 and totp_step < ?2",
            human.value(),
            step)
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> useRecoveryCode(NodeId human, SecretHash hash, Instant now) {
    return Statement.execute(
            """
            update recovery_code set used_at = ?3 where human = ?1 and hash = ?2 and used_at is null
            """,
            human.value(),
            hash.text(),
            utc(now))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Void> replaceRecoveryCodes(NodeId human, List<SecretHash> hashes) {
    return Statement.execute("delete from recovery_code where human = ?1", human.value())
        .chain(
            () ->
                Statement.execute(
                    """
                    insert into recovery_code (human, hash)
                    select ?1, unnest(string_to_array(?2, ' '))
                    """,
                    human.value(),
                    String.join(" ", hashes.stream().map(SecretHash::text).toList())))
        .replaceWithVoid();
  }

  private static Optional<Account> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(account(rows.iterator().next()));
  }

  private static Account account(Row row) {
    return new Account(
        new NodeId(row.getLong("human")),
        new LoginName(row.getString("login")),
        SecretBytes.takeCopyOf(row.getBuffer("handle").getBytes()),
        secrets(row.getString("password"), row),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  private static Optional<Account.Secrets> secrets(@Nullable String password, Row row) {
    return Optional.ofNullable(password)
        .map(
            text ->
                new Account.Secrets(
                    new PasswordHash(text), Sealed.of(row.getBuffer("totp").getBytes())));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
