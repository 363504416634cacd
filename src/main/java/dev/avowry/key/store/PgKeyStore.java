package dev.avowry.key.store;

import dev.avowry.key.Change;
import dev.avowry.key.KeyStore;
import dev.avowry.key.SigningKey;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;

/** Signing keys in the table {@code signing_key}. */
@ApplicationScoped
class PgKeyStore implements KeyStore, PanacheRepositoryBase<SigningKeyRow, String> {
  /** Names the lock among advisory locks: "key" in ASCII. */
  private static final long LOCK = 0x6b6579;

  private final Ledger ledger;

  @Inject
  PgKeyStore(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  @WithSession
  public Uni<List<SigningKey>> all() {
    return read();
  }

  @Override
  @WithTransaction
  public Uni<Void> change(Function<List<SigningKey>, List<Change>> decision, Change.Cause cause) {
    return lock()
        .chain(this::read)
        .map(decision)
        .onItem()
        .transformToMulti(changes -> Multi.createFrom().iterable(changes))
        .onItem()
        .transformToUniAndConcatenate(change -> write(change).call(() -> append(change, cause)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<List<SigningKey>> read() {
    return find("order by publishedAt, kid")
        .list()
        .map(rows -> rows.stream().map(SigningKeyRow::toKey).toList());
  }

  /** A statement of its own, before the reading: a statement's snapshot is older than its lock. */
  private static Uni<Void> lock() {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(:lock) as text)", String.class)
                    .setParameter("lock", LOCK)
                    .getSingleResult())
        .replaceWithVoid();
  }

  private Uni<Void> append(Change change, Change.Cause cause) {
    return change.event(cause).map(ledger::append).orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> write(Change change) {
    return switch (change) {
      case Change.Publish(SigningKey.Published key) ->
          persistAndFlush(SigningKeyRow.of(key)).replaceWithVoid();
      case Change.Activate(SigningKey.Active key) ->
          update(
                  "state = ?1, activatedAt = ?2 where kid = ?3",
                  SigningKeyRow.ACTIVE,
                  key.activatedAt(),
                  key.kid())
              .replaceWithVoid();
      case Change.Retire(SigningKey.Retired key) ->
          update(
                  "state = ?1, sealed = null, retiredAt = ?2, until = ?3 where kid = ?4",
                  SigningKeyRow.RETIRED,
                  key.retiredAt(),
                  key.until(),
                  key.kid())
              .replaceWithVoid();
      case Change.Forget(SigningKey.Retired key) -> deleteById(key.kid()).replaceWithVoid();
    };
  }
}
