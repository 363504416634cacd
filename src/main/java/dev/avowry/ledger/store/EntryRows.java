package dev.avowry.ledger.store;

import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** The entries after a fence with the head, as one statement reads them. */
final class EntryRows {
  /** At least one row, for the head; without an entry when there is none after the fence. */
  static final String NEWER =
      """
      select h.seq as head, h.forgotten, e.seq, e.id, e.at, e.until
      from revocation_head h left join revocation_entry e on e.seq > $1
      order by e.seq
      """;

  private EntryRows() {}

  /** What the statement read. */
  static Entries.Since since(RowSet<Row> rows) {
    Row any = rows.iterator().next();
    return new Entries.Since(
        new Fence(any.getLong("head")), new Fence(any.getLong("forgotten")), entries(rows));
  }

  private static List<Entry> entries(RowSet<Row> rows) {
    List<Entry> entries = new ArrayList<>();
    for (Row row : rows) {
      if (row.getLong("seq") != null) {
        entries.add(
            new Entry(
                row.getLong("seq"),
                row.getString("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getOffsetDateTime("until").toInstant()));
      }
    }
    return entries;
  }
}
