package dev.avowry.agent.store;

import dev.avowry.agent.CredentialUseStore;
import dev.avowry.kernel.CredentialId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Notes by the bare client, beside whatever transaction is under way. */
@ApplicationScoped
class PgCredentialUse implements CredentialUseStore {
  private static final String NOTE =
      """
      update credential set last_used_at = $2
      where id = $1 and (last_used_at is null or last_used_at < $2)
      """;

  private final Pool pool;

  PgCredentialUse(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> note(CredentialId credential, Instant at) {
    return pool.preparedQuery(NOTE)
        .execute(Tuple.of(credential.value(), at.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }
}
