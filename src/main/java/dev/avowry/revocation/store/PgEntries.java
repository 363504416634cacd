package dev.avowry.revocation.store;

import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.revocation.Entries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Entries, by the bare client. */
@ApplicationScoped
class PgEntries implements Entries {
  private final Pool pool;

  PgEntries(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Since> since(Fence fence) {
    return pool.preparedQuery(
            """
            select h.seq as head, e.seq, e.id, e.at, e.until
            from revocation_head h left join revocation_entry e on e.seq > $1
            order by e.seq
            """)
        .execute(Tuple.of(fence.seq()))
        .map(PgEntries::since);
  }

  @Override
  public Uni<Boolean> stands(Hold hold) {
    return pool.preparedQuery(
            """
            select not exists (
              select 1 from revocation_entry where id = any($1) and seq > $2
            ) as stands
            """)
        .execute(Tuple.of(hold.ids().toArray(String[]::new), hold.asOf().seq()))
        .map(rows -> rows.iterator().next().getBoolean("stands"));
  }

  /** From the front only: the list has no gaps. */
  @Override
  public Uni<Integer> forget(Instant now) {
    return pool.preparedQuery(
            """
            delete from revocation_entry
            where seq < coalesce((select min(seq) from revocation_entry where until > $1),
                                 (select seq + 1 from revocation_head))
            """)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(RowSet::rowCount);
  }

  private static Since since(RowSet<Row> rows) {
    List<Entry> entries = new ArrayList<>();
    long head = 0;
    for (Row row : rows) {
      head = row.getLong("head");
      if (row.getLong("seq") != null) {
        entries.add(
            new Entry(
                row.getLong("seq"),
                row.getString("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getOffsetDateTime("until").toInstant()));
      }
    }
    return new Since(new Fence(head), entries);
  }
}
