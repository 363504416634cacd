package dev.avowry.people.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.people.AccountLinkStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Links by which humans make their accounts. */
@ApplicationScoped
class PgAccountLinkStore implements AccountLinkStore {
  @Override
  public Uni<Void> add(SecretHash hash, NodeId human, String by, Instant expiresAt, Instant now) {
    return Statement.execute(
            "update account_link set expires_at = ?2 where human = ?1 and expires_at > ?2",
            human.value(),
            now.atOffset(ZoneOffset.UTC))
        .chain(
            () ->
                Statement.execute(
                    """
                    insert into account_link (hash, human, made_by, expires_at)
                    values (?1, ?2, ?3, ?4)
                    """,
                    hash.text(),
                    human.value(),
                    by,
                    expiresAt.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  /** One statement, so that of a hundred at the same moment one gets in. */
  @Override
  public Uni<Optional<NodeId>> use(SecretHash hash, Instant now) {
    return Statement.select(
            Long.class,
            """
            update account_link l set used_at = ?2
            from node n
            where l.hash = ?1 and l.used_at is null and l.expires_at > ?2
              and n.id = l.human and n.state = 'live'
            returning l.human
            """,
            hash.text(),
            now.atOffset(ZoneOffset.UTC))
        .map(PgAccountLinkStore::first);
  }

  private static Optional<NodeId> first(List<Long> humans) {
    return humans.stream().findFirst().map(NodeId::new);
  }
}
