package dev.avowry.consent.store;

import dev.avowry.consent.Consent;
import dev.avowry.consent.ConsentStore;
import dev.avowry.consent.Wanted;
import dev.avowry.kernel.NodeId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Consents: written in the transaction of their grant, read by the bare client. */
@ApplicationScoped
class PgConsentStore implements ConsentStore {
  private final Pool pool;

  PgConsentStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> add(Consent consent, NodeId human, NodeId agent, Instant at) {
    Wanted wanted = consent.wanted();
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into consent (grant_node, human, agent, scopes, resources, claims,
                                             requested_actor, created_at,
                                             authorization_details)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                        """)
                    .setParameter(1, consent.grant().value())
                    .setParameter(2, human.value())
                    .setParameter(3, agent.value())
                    .setParameter(4, wanted.scopes().toArray(String[]::new))
                    .setParameter(5, wanted.resources().toArray(String[]::new))
                    .setParameter(6, wanted.claims().toArray(String[]::new))
                    .setParameter(7, wanted.requestedActor().map(NodeId::value).orElse(0L))
                    .setParameter(8, at.atOffset(ZoneOffset.UTC))
                    .setParameter(9, wanted.authorizationDetails().text())
                    .executeUpdate())
        .replaceWithVoid();
  }

  @Override
  public Uni<Optional<Consent>> covering(NodeId human, NodeId agent, Wanted wanted, Instant now) {
    return pool.preparedQuery(
            """
            select c.grant_node, c.scopes, c.resources, c.claims, c.requested_actor,
                   c.authorization_details, n.expires_at
            from consent c join node n on n.id = c.grant_node
            where c.human = $1 and c.agent = $2 and n.state = 'live' and n.expires_at > $3
              and c.scopes @> $4 and c.resources @> $5 and c.claims @> $6
              and c.requested_actor = $7
              -- What was approved out of band was approved for once.
              and not exists (select 1 from approval_request r where r.grant_node = c.grant_node)
            order by n.expires_at desc
            """)
        .execute(
            Tuple.from(
                Stream.<Object>of(
                        human.value(),
                        agent.value(),
                        now.atOffset(ZoneOffset.UTC),
                        wanted.scopes().toArray(String[]::new),
                        wanted.resources().toArray(String[]::new),
                        wanted.claims().toArray(String[]::new),
                        wanted.requestedActor().map(NodeId::value).orElse(0L))
                    .toList()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PgConsentStore::consent)
                    .filter(consent -> consent.wanted().covers(wanted.authorizationDetails()))
                    .findFirst());
  }

  private static Consent consent(Row row) {
    return new Consent(
        new NodeId(row.getLong("grant_node")),
        new Wanted(
            Set.of(row.getArrayOfStrings("scopes")),
            List.of(row.getArrayOfStrings("resources")),
            StoredDetails.of(row),
            Set.of(row.getArrayOfStrings("claims")),
            Optional.of(row.getLong("requested_actor"))
                .filter(actor -> actor != 0)
                .map(NodeId::new)),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  @Override
  public Uni<Set<String>> claims(NodeId grant) {
    return pool.preparedQuery("select claims from consent where grant_node = $1")
        .execute(Tuple.of(grant.value()))
        .map(
            rows ->
                first(rows).map(row -> Set.of(row.getArrayOfStrings("claims"))).orElse(Set.of()));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }
}
