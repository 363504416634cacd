package dev.avowry.mail.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.mail.LocalPart;
import dev.avowry.mail.Mailbox;
import dev.avowry.mail.MailboxStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Mailboxes: read by the bare client, written in the transaction of their rows. */
@ApplicationScoped
class PgMailboxStore implements MailboxStore {
  private static final String MAILBOXES = "select " + MailRows.MAILBOX + " from mailbox b ";

  private final Pool pool;

  PgMailboxStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Mailbox>> ofAgent(NodeId agent) {
    return read(MAILBOXES + "where b.agent = $1", Tuple.of(agent.value()));
  }

  @Override
  public Uni<Optional<Mailbox>> named(LocalPart localPart) {
    return read(MAILBOXES + "where b.local_part = $1", Tuple.of(localPart.text()));
  }

  @Override
  public Uni<Boolean> add(Mailbox mailbox) {
    return Statement.execute(
            """
            insert into mailbox (agent, local_part, skeleton, index_key, made_at, made_by)
            values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing
            """,
            mailbox.agent().value(),
            mailbox.localPart().text(),
            mailbox.localPart().skeleton(),
            mailbox.indexKey().toBytes(),
            MailRows.utc(mailbox.madeAt()),
            mailbox.by())
        .map(rows -> rows == 1);
  }

  private Uni<Optional<Mailbox>> read(String sql, Tuple values) {
    return pool.preparedQuery(sql)
        .execute(values)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(MailRows::mailbox).findFirst());
  }
}
