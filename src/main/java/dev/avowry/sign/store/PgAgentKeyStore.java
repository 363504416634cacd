package dev.avowry.sign.store;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SigningKeyId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import dev.avowry.key.Sealed;
import dev.avowry.ledger.Fence;
import dev.avowry.sign.AgentKey;
import dev.avowry.sign.AgentKeyStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Keys of agents: read by the bare client, written in the transaction of their rows. */
@ApplicationScoped
class PgAgentKeyStore implements AgentKeyStore {
  /** One statement, hence one snapshot: the fence is as old as the key, never younger. */
  private static final String KEYS =
      """
      select k.id, k.agent, k.jwk::text as jwk, k.sealed, k.web, k.state, k.made_at, k.retired_at,
             (select seq from revocation_head) as fence
      from agent_signing_key k
      """;

  private static final String SIGNING =
      KEYS
          + "where k.agent = $1 and k.algorithm = $2 and k.retired_at is null"
          + " and k.state <> 'revoked'";

  private static final String OF_AGENT = KEYS + "where k.agent = $1 order by k.made_at, k.id";

  private static final String BY_NAME = KEYS + "where k.kid = $1";

  private static final String DIRECTORY =
      KEYS
          + """
          where k.web and k.state = 'live' and (k.retired_at is null or k.retired_at > $2)
            and not exists (
              with recursive up as (
                select id, parent, state, expires_at from node where id = k.agent
                union all
                select p.id, p.parent, p.state, p.expires_at from node p join up on p.id = up.parent
              )
              select 1 from up where state <> 'live' or expires_at <= $1)
          order by k.made_at desc, k.id limit $3
          """;

  private final Pool pool;

  PgAgentKeyStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<AgentKey>> signing(NodeId agent, Algorithm algorithm) {
    return read(SIGNING, Tuple.of(agent.value(), algorithm.joseName())).map(PgAgentKeyStore::first);
  }

  @Override
  public Uni<List<AgentKey>> ofAgent(NodeId agent) {
    return read(OF_AGENT, Tuple.of(agent.value()));
  }

  @Override
  public Uni<Optional<AgentKey>> find(String kid) {
    return read(BY_NAME, Tuple.of(kid)).map(PgAgentKeyStore::first);
  }

  @Override
  public Uni<List<AgentKey>> directory(Instant now, Instant retiredAfter, int most) {
    return read(DIRECTORY, Tuple.of(utc(now), utc(retiredAfter), most));
  }

  @Override
  public Uni<Void> show(AgentKey key) {
    return pool.preparedQuery("update agent_signing_key set web = true where id = $1 and not web")
        .execute(Tuple.of(key.id().value()))
        .replaceWithVoid();
  }

  /** Not the lock that a new credential of the agent would wait for. */
  @Override
  public Uni<Long> lock(NodeId agent) {
    return Statement.select(
            Long.class, "select id from agent where id = ?1 for no key update", agent.value())
        .chain(
            () ->
                Statement.select(
                    Long.class,
                    "select count(*) from agent_signing_key where agent = ?1 and state <> 'revoked'",
                    agent.value()))
        .map(List::getFirst);
  }

  @Override
  public Uni<Optional<String>> retire(NodeId agent, Algorithm algorithm, Instant now) {
    return Statement.select(
            String.class,
            """
            update agent_signing_key set retired_at = ?3, sealed = null
            where agent = ?1 and algorithm = ?2 and retired_at is null and state = 'live'
            returning kid
            """,
            agent.value(),
            algorithm.joseName(),
            utc(now))
        .map(kids -> kids.stream().findFirst());
  }

  @Override
  public Uni<Boolean> add(AgentKey key) {
    return Statement.execute(
            """
            insert into agent_signing_key (id, agent, algorithm, kid, jwk, sealed, state, made_at)
            values (?1, ?2, ?3, ?4, cast(cast(?5 as text) as jsonb), ?6, 'live', ?7)
            on conflict (agent, algorithm) where retired_at is null and state <> 'revoked'
            do nothing
            """,
            key.id().value(),
            key.agent().value(),
            key.jwk().algorithm().joseName(),
            key.kid(),
            new JsonObject(key.jwk().toMap()).encode(),
            key.secret().orElseThrow().toBytes(),
            utc(key.madeAt()))
        .map(rows -> rows == 1);
  }

  private Uni<List<AgentKey>> read(String sql, Tuple values) {
    return pool.preparedQuery(sql)
        .execute(values)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(PgAgentKeyStore::key).toList());
  }

  private static Optional<AgentKey> first(List<AgentKey> keys) {
    return keys.stream().findFirst();
  }

  private static AgentKey key(Row row) {
    return new AgentKey(
        new SigningKeyId(row.getLong("id")),
        new NodeId(row.getLong("agent")),
        Jwk.parse(row.getString("jwk")),
        Optional.ofNullable(row.getBuffer("sealed")).map(Buffer::getBytes).map(Sealed::of),
        NodeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getBoolean("web"),
        row.getOffsetDateTime("made_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("retired_at")).map(OffsetDateTime::toInstant),
        new Fence(row.getLong("fence")));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
