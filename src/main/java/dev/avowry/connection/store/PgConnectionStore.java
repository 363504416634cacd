package dev.avowry.connection.store;

import static dev.avowry.connection.store.ConnectionRows.spaced;
import static dev.avowry.connection.store.ConnectionRows.utc;

import dev.avowry.connection.Connection;
import dev.avowry.connection.ConnectionStore;
import dev.avowry.connection.Fault;
import dev.avowry.connection.Pending;
import dev.avowry.connection.Task;
import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.key.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Connections, by native statements. */
@ApplicationScoped
class PgConnectionStore implements ConnectionStore {
  /** Of one human at a time. */
  private static final int MOST_BEGUN = 20;

  @Override
  public Uni<Boolean> begin(byte[] hash, Pending pending, Instant now) {
    return Statement.execute("delete from connection_state where until <= ?1", utc(now))
        .chain(
            () ->
                Statement.execute(
                    """
                    insert into connection_state (hash, connection, agent, provider, human, session,
                                                  scopes, data_key, content, until)
                    select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
                    where (select count(*) from connection_state where human = ?5) < ?11
                    """,
                    hash,
                    pending.connection().value(),
                    pending.agent().value(),
                    pending.provider().value(),
                    pending.human().value(),
                    pending.session().value(),
                    spaced(pending.scopes()),
                    pending.verifier().key().toBytes(),
                    pending.verifier().content().toBytes(),
                    utc(pending.until()),
                    MOST_BEGUN))
        .map(begun -> begun == 1);
  }

  @Override
  public Uni<Optional<Pending>> use(byte[] hash) {
    return Statement.select(
            Object[].class,
            """
            delete from connection_state where hash = ?1
            returning connection, agent, provider, human, session, scopes, data_key, content, until
            """,
            hash)
        .map(rows -> rows.stream().findFirst().map(ConnectionRows::pending));
  }

  @Override
  public Uni<List<Connection>> of(NodeId agent) {
    return Statement.select(
            Object[].class,
            """
            select %s from connection c join provider p on p.id = c.provider
            where c.agent = ?1 and c.state <> 'ended' order by c.connected_at, c.id limit 1000
            """
                .formatted(ConnectionRows.CONNECTION),
            agent.value())
        .map(rows -> rows.stream().map(ConnectionRows::connection).toList());
  }

  @Override
  public Uni<Optional<Connection>> find(NodeId agent, ProviderId provider) {
    return Statement.select(
            Object[].class,
            """
            select %s from connection c join provider p on p.id = c.provider
            where c.agent = ?1 and c.provider = ?2 and c.state in ('connected', 'broken')
            """
                .formatted(ConnectionRows.CONNECTION),
            agent.value(),
            provider.value())
        .map(rows -> rows.stream().findFirst().map(ConnectionRows::connection));
  }

  /** Whoever is at it meanwhile finds that it is theirs no more. */
  @Override
  public Uni<Void> put(Connection made, Optional<Envelope> refresh, Optional<Instant> due) {
    return Statement.execute(
            """
            insert into connection (id, agent, provider, secret, scopes, state, expires_at,
                                    connected_by, connected_at, due_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, cast(?7 as timestamptz), ?8, ?9,
                    cast(?10 as timestamptz))
            on conflict (id) do update
            set secret = excluded.secret, scopes = excluded.scopes, state = excluded.state,
                fault = null, expires_at = excluded.expires_at,
                connected_by = excluded.connected_by, connected_at = excluded.connected_at,
                due_at = excluded.due_at, busy_until = '-infinity', claim = connection.claim + 1,
                tries = 0
            """,
            made.id().value(),
            made.agent().value(),
            made.provider().value(),
            made.secret().value(),
            spaced(made.scopes()),
            made.state().code(),
            made.expiresAt().map(ConnectionRows::utc).orElse(null),
            made.connectedBy().value(),
            utc(made.connectedAt()),
            due.map(ConnectionRows::utc).orElse(null))
        .chain(() -> forget(made.id()))
        .chain(() -> refresh.map(it -> keep(made.id(), it)).orElseGet(Uni.createFrom()::voidItem));
  }

  private static Uni<Void> forget(ConnectionId id) {
    return Statement.execute("delete from connection_refresh where connection = ?1", id.value())
        .replaceWithVoid();
  }

  private static Uni<Void> keep(ConnectionId id, Envelope refresh) {
    return Statement.execute(
            """
            insert into connection_refresh (connection, data_key, content) values (?1, ?2, ?3)
            on conflict (connection) do update
            set data_key = excluded.data_key, content = excluded.content
            """,
            id.value(),
            refresh.key().toBytes(),
            refresh.content().toBytes())
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> ending(ConnectionId id, Instant now) {
    return Statement.execute(
            """
            update connection
            set state = 'ending', due_at = ?2, busy_until = '-infinity', claim = claim + 1,
                tries = 0
            where id = ?1 and state in ('connected', 'broken')
            """,
            id.value(),
            utc(now))
        .map(ended -> ended == 1);
  }

  @Override
  public Uni<List<Task>> take(Instant now, Duration lease, int most) {
    return Statement.select(
            Object[].class,
            """
            update connection c
            set busy_until = ?2, claim = c.claim + 1
            from (select w.id, r.data_key, r.content
                  from connection w left join connection_refresh r on r.connection = w.id
                  where w.due_at <= ?1 and w.busy_until <= ?1
                  order by w.due_at limit ?3 for update of w skip locked) d
            where d.id = c.id
            returning c.id, c.agent, c.provider, c.secret, c.scopes, c.state, d.data_key, d.content,
                      c.tries, c.claim
            """,
            utc(now),
            utc(now.plus(lease)),
            most)
        .map(rows -> rows.stream().map(ConnectionRows::task).toList());
  }

  @Override
  public Uni<Boolean> isOurs(Task task) {
    return Statement.select(
            Integer.class,
            "select 1 from connection where id = ?1 and claim = ?2 for update",
            task.id().value(),
            task.claim())
        .map(rows -> rows.size() == 1);
  }

  @Override
  public Uni<Void> refreshed(
      Task task, Optional<Envelope> refresh, Optional<Instant> expires, Optional<Instant> due) {
    return Statement.execute(
            """
            update connection
            set tries = 0, fault = null, expires_at = cast(?2 as timestamptz),
                due_at = cast(?3 as timestamptz), busy_until = '-infinity'
            where id = ?1
            """,
            task.id().value(),
            expires.map(ConnectionRows::utc).orElse(null),
            due.map(ConnectionRows::utc).orElse(null))
        .chain(() -> refresh.map(it -> keep(task.id(), it)).orElseGet(Uni.createFrom()::voidItem));
  }

  @Override
  public Uni<Void> again(Task task, Optional<Fault> fault, int tries, Instant due) {
    return Statement.execute(
            """
            update connection
            set tries = ?2, fault = nullif(?3, ''), due_at = ?4, busy_until = '-infinity'
            where id = ?1
            """,
            task.id().value(),
            tries,
            fault.map(Fault::code).orElse(""),
            utc(due))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> rest(Task task) {
    return Statement.execute(
            "update connection set due_at = null, busy_until = '-infinity' where id = ?1",
            task.id().value())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> broken(Task task, Fault fault) {
    return over(task, Connection.State.BROKEN, fault.code());
  }

  @Override
  public Uni<Void> ended(Task task) {
    return over(task, Connection.State.ENDED, "");
  }

  private static Uni<Void> over(Task task, Connection.State state, String fault) {
    return Statement.execute(
            """
            update connection
            set state = ?2, fault = nullif(?3, ''), due_at = null, busy_until = '-infinity'
            where id = ?1
            """,
            task.id().value(),
            state.code(),
            fault)
        .chain(() -> forget(task.id()));
  }
}
