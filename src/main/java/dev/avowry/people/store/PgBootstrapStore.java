package dev.avowry.people.store;

import dev.avowry.kernel.store.Statement;
import dev.avowry.people.BootstrapStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Bootstrap tokens, by Panache. */
@ApplicationScoped
class PgBootstrapStore implements BootstrapStore {
  @Override
  public Uni<Boolean> anyRedeemed() {
    return BootstrapTokenRow.count("redeemedAt is not null").map(count -> count > 0);
  }

  @Override
  public Uni<Boolean> add(byte[] hash, Instant expiresAt) {
    return Statement.execute(
            "insert into bootstrap_token (hash, expires_at) values (?1, ?2) on conflict do nothing",
            hash,
            expiresAt)
        .map(rows -> rows == 1);
  }

  /** One statement, so that of a hundred at the same moment one gets in. */
  @Override
  public Uni<Boolean> redeem(byte[] hash, Instant now) {
    return BootstrapTokenRow.update(
            "redeemedAt = ?1 where hash = ?2 and redeemedAt is null and expiresAt > ?1", now, hash)
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Void> endOthers(Instant now) {
    return BootstrapTokenRow.update(
            "expiresAt = ?1 where redeemedAt is null and expiresAt > ?1", now)
        .replaceWithVoid();
  }
}
