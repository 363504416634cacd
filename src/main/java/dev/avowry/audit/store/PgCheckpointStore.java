package dev.avowry.audit.store;

import dev.avowry.audit.CheckpointStore;
import dev.avowry.audit.SignedCheckpoint;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.TreeHead;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Checkpoints in the table {@code ledger_checkpoint}, by the bare client. */
@ApplicationScoped
class PgCheckpointStore implements CheckpointStore {
  private final Pool pool;

  PgCheckpointStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<SignedCheckpoint>> latest() {
    return pool.preparedQuery(
            """
            select size, at, root, note from ledger_checkpoint order by size desc limit 1
            """)
        .execute()
        .map(rows -> checkpoints(rows).stream().findFirst());
  }

  @Override
  public Uni<Void> add(SignedCheckpoint checkpoint) {
    return pool.preparedQuery(
            """
            insert into ledger_checkpoint (size, at, root, note) values ($1, $2, $3, $4)
            on conflict (size) do nothing
            """)
        .execute(
            Tuple.of(
                checkpoint.head().size(),
                checkpoint.at().atOffset(ZoneOffset.UTC),
                Buffer.buffer(checkpoint.head().root().bytes()),
                checkpoint.note()))
        .replaceWithVoid();
  }

  @Override
  public Uni<List<SignedCheckpoint>> after(long size, int limit) {
    return pool.preparedQuery(
            """
            select size, at, root, note from ledger_checkpoint where size > $1
            order by size limit $2
            """)
        .execute(Tuple.of(size, limit))
        .map(PgCheckpointStore::checkpoints);
  }

  @Override
  public Uni<Long> count() {
    return pool.preparedQuery("select count(*) as total from ledger_checkpoint")
        .execute()
        .map(rows -> rows.iterator().next().getLong("total"));
  }

  private static List<SignedCheckpoint> checkpoints(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(PgCheckpointStore::checkpoint)
        .toList();
  }

  private static SignedCheckpoint checkpoint(Row row) {
    return new SignedCheckpoint(
        row.getOffsetDateTime("at").toInstant(),
        new TreeHead(row.getLong("size"), Hash.of(row.getBuffer("root").getBytes())),
        row.getString("note"));
  }
}
