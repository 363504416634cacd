package dev.avowry.vault.store;

import static dev.avowry.vault.store.SecretRows.utc;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.key.Envelope;
import dev.avowry.key.Sealed;
import dev.avowry.vault.Successor;
import dev.avowry.vault.SuccessorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What secrets will be next, by native statements. */
@ApplicationScoped
class PgSuccessorStore implements SuccessorStore {
  @Override
  public Uni<Optional<Successor>> find(NodeId secret) {
    return Statement.select(
            Object[].class,
            "select number, data_key, content from vault_successor where secret = ?1",
            secret.value())
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new Successor(
                                (Integer) row[0],
                                new Envelope(
                                    Sealed.of((byte[]) row[1]), Sealed.of((byte[]) row[2])))));
  }

  @Override
  public Uni<Boolean> add(NodeId secret, Successor next, Instant at) {
    return Statement.execute(
            """
            insert into vault_successor (secret, number, data_key, content, created_at)
            values (?1, ?2, ?3, ?4, ?5) on conflict do nothing
            """,
            secret.value(),
            next.number(),
            next.envelope().key().toBytes(),
            next.envelope().content().toBytes(),
            utc(at))
        .map(added -> added == 1);
  }

  @Override
  public Uni<Void> rest(NodeId secret, boolean resting) {
    return Statement.execute(
            "update vault_successor set resting = ?2 where secret = ?1", secret.value(), resting)
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> putAside(NodeId secret) {
    return Statement.execute(
            "delete from vault_successor where secret = ?1 and resting", secret.value())
        .chain(
            () ->
                Statement.select(
                    Integer.class,
                    "select 1 from vault_successor where secret = ?1",
                    secret.value()))
        .map(left -> left.isEmpty());
  }

  @Override
  public Uni<Boolean> remove(NodeId secret, int number) {
    return Statement.execute(
            "delete from vault_successor where secret = ?1 and number = ?2", secret.value(), number)
        .map(removed -> removed == 1);
  }
}
