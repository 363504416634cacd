package dev.avowry.federation.store;

import dev.avowry.agent.AskedCeiling;
import dev.avowry.federation.Condition;
import dev.avowry.federation.KeyOrigin;
import dev.avowry.federation.Rule;
import dev.avowry.federation.Trust;
import dev.avowry.federation.TrustStore;
import dev.avowry.federation.TrustedIssuer;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import dev.avowry.ledger.Fence;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Trust: written by native statements in the transaction that has the ledger's row, read by the
 * bare client on minting's own pool.
 */
@ApplicationScoped
class PgTrustStore implements TrustStore {
  private static final String TRUST =
      """
      select %s, (select seq from revocation_head) as fence
      from trusted_issuer i
      where i.issuer = $1 and (i.profile = 'client_id') = $2 and i.state <> 'revoked'
      """
          .formatted(TrustRows.ISSUER);

  private static final String RULES_OF_TRUST =
      """
      select %s from federation_rule r
      where r.state = 'live'
        and r.trusted_issuer = (
          select i.id from trusted_issuer i
          where i.issuer = $1 and (i.profile = 'client_id') = $2 and i.state <> 'revoked')
      order by r.created_at, r.id
      """
          .formatted(TrustRows.RULE);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Pool pool;

  PgTrustStore(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Boolean> add(TrustedIssuer issuer) {
    return execute(
            """
            insert into trusted_issuer (id, name, issuer, profile, audience, algorithms, keys_from,
                                        jwks_uri, jwks, trust_domain, single_use, max_lifetime,
                                        state, created_at)
            values (?1, ?2, ?3, ?4, ?5, string_to_array(?6, ' '), ?7, cast(?8 as text),
                    cast(cast(?9 as text) as jsonb), cast(?10 as text), ?11, ?12, 'live', ?13)
            on conflict do nothing
            """,
            issuer.id().value(),
            issuer.name(),
            issuer.issuer(),
            issuer.profile().code(),
            issuer.audience(),
            issuer.algorithms().stream()
                .map(Algorithm::joseName)
                .sorted()
                .collect(Collectors.joining(" ")),
            from(issuer.keys()),
            issuer.keys() instanceof KeyOrigin.Address it ? it.jwksUri().toString() : null,
            issuer.keys() instanceof KeyOrigin.Given it ? TrustRows.json(it.keys()) : null,
            issuer.trustDomain().orElse(null),
            issuer.singleUse(),
            (int) issuer.maxLifetime().toSeconds(),
            issuer.createdAt().atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  private static String from(KeyOrigin keys) {
    return switch (keys) {
      case KeyOrigin.Address address -> "jwks_uri";
      case KeyOrigin.Discovery found -> "discovery";
      case KeyOrigin.Given given -> "jwks";
      case KeyOrigin.Documents documents -> "documents";
    };
  }

  @Override
  public Uni<Boolean> give(TrustId issuer, List<Jwk> keys) {
    return execute(
            """
            update trusted_issuer set jwks = cast(cast(?1 as text) as jsonb)
            where id = ?2 and keys_from = 'jwks'
            """,
            TrustRows.json(keys),
            issuer.value())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> add(Rule rule) {
    JsonObject conditions = new JsonObject();
    for (Condition condition : rule.conditions()) {
      conditions.put(condition.claim(), condition.value());
    }
    Uni<Integer> added =
        switch (rule.outcome()) {
          case Rule.IsAgent is ->
              execute(
                  """
                  insert into federation_rule (id, trusted_issuer, conditions, agent, state,
                                               created_at)
                  values (?1, ?2, cast(cast(?3 as text) as jsonb), ?4, 'live', ?5)
                  """,
                  rule.id().value(),
                  rule.issuer().value(),
                  conditions.encode(),
                  is.agent().value(),
                  rule.createdAt().atOffset(ZoneOffset.UTC));
          case Rule.MakesAgent how -> add(rule, how, conditions, false);
          case Rule.Quarantine(Rule.MakesAgent how) -> add(rule, how, conditions, true);
        };
    return added.map(rows -> rows == 1);
  }

  private static Uni<Integer> add(
      Rule rule, Rule.MakesAgent how, JsonObject conditions, boolean quarantine) {
    AskedCeiling ceiling = how.ceiling();
    return execute(
        """
        insert into federation_rule (id, trusted_issuer, conditions, sponsor, kind, scopes,
                                     resources, max_ttl, max_depth, max_children, most, state,
                                     created_at, quarantine)
        values (?1, ?2, cast(cast(?3 as text) as jsonb), ?4, ?5, string_to_array(?6, ' '),
                string_to_array(?7, ' '), cast(cast(?8 as text) as integer), ?9, ?10, ?11, 'live',
                ?12, ?13)
        on conflict do nothing
        """,
        rule.id().value(),
        rule.issuer().value(),
        conditions.encode(),
        how.sponsor().value(),
        how.kind().name().toLowerCase(Locale.ROOT),
        spaced(ceiling.scopes().toColumn()),
        spaced(ceiling.resources().toColumn()),
        ceiling.maxTtl().map(ttl -> Long.toString(ttl.toSeconds())).orElse(null),
        ceiling.maxDepth().orElse(0),
        ceiling.maxChildren().orElse(0),
        how.most(),
        rule.createdAt().atOffset(ZoneOffset.UTC),
        quarantine);
  }

  /** Neither a scope nor a URI has a space. */
  private static String spaced(String @Nullable [] values) {
    return values == null ? "" : String.join(" ", values);
  }

  @Override
  public Uni<List<TrustedIssuer>> issuers() {
    return pool.query(
            "select %s from trusted_issuer i order by i.created_at, i.id"
                .formatted(TrustRows.ISSUER))
        .execute()
        .map(rows -> all(rows, TrustRows::issuer));
  }

  @Override
  public Uni<Optional<TrustedIssuer>> issuer(TrustId id) {
    return pool.preparedQuery(
            "select %s from trusted_issuer i where i.id = $1".formatted(TrustRows.ISSUER))
        .execute(Tuple.of(id.value()))
        .map(rows -> all(rows, TrustRows::issuer).stream().findFirst());
  }

  @Override
  public Uni<List<Rule>> rules(TrustId issuer) {
    return pool.preparedQuery(
            """
            select %s from federation_rule r where r.trusted_issuer = $1
            order by r.created_at, r.id
            """
                .formatted(TrustRows.RULE))
        .execute(Tuple.of(issuer.value()))
        .map(rows -> all(rows, TrustRows::rule));
  }

  @Override
  public Uni<Optional<Trust>> trust(String issuer) {
    return trust(Tuple.of(issuer, false));
  }

  @Override
  public Uni<Optional<Trust>> host(String origin) {
    return trust(Tuple.of(origin, true));
  }

  /** In one trip. The fence is read first, so that it is never younger than what was read. */
  private Uni<Optional<Trust>> trust(Tuple wanted) {
    return pool.withConnection(
            connection ->
                Uni.combine()
                    .all()
                    .unis(
                        connection.preparedQuery(TRUST).execute(wanted),
                        connection.preparedQuery(RULES_OF_TRUST).execute(wanted))
                    .asTuple())
        .map(found -> trust(found.getItem1(), found.getItem2()));
  }

  @Override
  public Uni<Optional<Trust>> trustOfDomain(String trustDomain) {
    return pool.preparedQuery(
            """
            select i.issuer from trusted_issuer i
            where i.trust_domain = $1 and i.profile = 'spiffe' and i.state = 'live' limit 2
            """)
        .execute(Tuple.of(trustDomain))
        .chain(
            rows ->
                rows.size() == 1
                    ? trust(rows.iterator().next().getString("issuer"))
                    : Uni.createFrom().item(Optional.empty()));
  }

  private static Optional<Trust> trust(RowSet<Row> issuers, RowSet<Row> rules) {
    return all(
            issuers,
            row ->
                new Trust(
                    TrustRows.issuer(row),
                    all(rules, TrustRows::rule),
                    new Fence(row.getLong("fence"))))
        .stream()
        .findFirst();
  }

  @Override
  public Uni<Optional<NodeId>> workload(TrustId rule, String identity) {
    return pool.preparedQuery("select agent from federated_agent where rule = $1 and identity = $2")
        .execute(Tuple.of(rule.value(), identity))
        .map(rows -> all(rows, row -> new NodeId(row.getLong("agent"))).stream().findFirst());
  }

  @Override
  public Uni<Optional<NodeId>> workloadAlone(TrustId rule, String identity) {
    String lock = "workload " + rule + " " + identity;
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))",
                        Integer.class)
                    .setParameter(1, lock)
                    .getSingleResult()
                    .chain(() -> found(session, rule, identity)));
  }

  /** A statement of its own: its snapshot is younger than the lock. */
  private static Uni<Optional<NodeId>> found(
      Mutiny.Session session, TrustId rule, String identity) {
    return session
        .createNativeQuery(
            "select agent from federated_agent where rule = ?1 and identity = ?2", Long.class)
        .setParameter(1, rule.value())
        .setParameter(2, identity)
        .getResultList()
        .map(rows -> rows.stream().findFirst().map(NodeId::new));
  }

  @Override
  public Uni<Boolean> count(TrustId rule, int perMinute, Instant now) {
    return execute(
            """
            update federation_rule
            set made = made + 1,
                minute_made = case when minute_from > ?2 then minute_made + 1 else 1 end,
                minute_from = case when minute_from > ?2 then minute_from else ?3 end
            where id = ?1 and state = 'live' and made < most
              and (minute_from is null or minute_from <= ?2 or minute_made < ?4)
              and trusted_issuer in (select id from trusted_issuer where state = 'live')
            """,
            rule.value(),
            now.minus(MINUTE).atOffset(ZoneOffset.UTC),
            now.atOffset(ZoneOffset.UTC),
            perMinute)
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> isFull(TrustId rule) {
    return pool.preparedQuery("select made >= most as full from federation_rule where id = $1")
        .execute(Tuple.of(rule.value()))
        .map(rows -> rows.iterator().next().getBoolean("full"));
  }

  @Override
  public Uni<Void> add(TrustId rule, String identity, NodeId agent, Instant at) {
    return execute(
            """
            insert into federated_agent (rule, identity, agent, created_at)
            values (?1, ?2, ?3, ?4)
            """,
            rule.value(),
            identity,
            agent.value(),
            at.atOffset(ZoneOffset.UTC))
        .replaceWithVoid();
  }

  /** JSON goes as text: taken for JSON by the client, a string would be one of JSON. */
  private static Uni<Integer> execute(String sql, @Nullable Object... values) {
    return Panache.getSession()
        .chain(
            session -> {
              Mutiny.Query<?> query = session.createNativeQuery(sql);
              for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
              }
              return query.executeUpdate();
            });
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> form) {
    return StreamSupport.stream(rows.spliterator(), false).map(form).toList();
  }
}
