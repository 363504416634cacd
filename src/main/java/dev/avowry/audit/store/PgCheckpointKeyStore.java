package dev.avowry.audit.store;

import dev.avowry.audit.CheckpointKeyStore;
import dev.avowry.audit.StoredKey;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Keys for checkpoints in the table {@code checkpoint_key}. */
@ApplicationScoped
class PgCheckpointKeyStore
    implements CheckpointKeyStore, PanacheRepositoryBase<CheckpointKeyRow, String> {
  private final Ledger ledger;

  PgCheckpointKeyStore(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  @WithSession
  public Uni<List<StoredKey>> all() {
    return find("order by madeAt, name")
        .list()
        .map(rows -> rows.stream().map(CheckpointKeyRow::toKey).toList());
  }

  /** Of replicas that come at once the second waits for the first, and then changes nothing. */
  @Override
  @WithTransaction
  public Uni<Void> addIfNone(StoredKey key) {
    return insert(key)
        .chain(rows -> rows == 0 ? Uni.createFrom().voidItem() : ledger.append(published(key)));
  }

  private static Uni<Integer> insert(StoredKey key) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into checkpoint_key (name, verifier_key, sealed, made_at)
                        values (:name, :verifierKey, :sealed, :madeAt)
                        on conflict (name) do nothing
                        """)
                    .setParameter("name", key.key().name())
                    .setParameter("verifierKey", key.key().toString())
                    .setParameter("sealed", key.secret().toBytes())
                    .setParameter("madeAt", key.madeAt().atOffset(ZoneOffset.UTC))
                    .executeUpdate());
  }

  private static Event published(StoredKey key) {
    return Event.of(EventType.KEY_PUBLISHED, Event.ITSELF, Origin.itself("checkpoint-key"))
        .onTarget(key.key().name())
        .because("first need")
        .with(Map.of("algorithm", key.key().algorithm().wireName()));
  }
}
