package dev.avowry.console;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The whole of a list, read chunk by chunk as the reader takes them, so that memory does not grow
 * with it.
 */
@ApplicationScoped
public class RosterStream {
  private static final int CHUNK = 500;

  private final Roster roster;

  RosterStream(Roster roster) {
    this.roster = roster;
  }

  /** All lines from where the query begins, in its order. */
  public Multi<List<RosterLine>> of(RosterQuery query) {
    Cursor cursor = new Cursor(query);
    return Multi.createBy()
        .repeating()
        .uni(() -> next(cursor))
        .whilst(lines -> lines.size() == CHUNK);
  }

  private Uni<List<RosterLine>> next(Cursor cursor) {
    return roster.lines(cursor.query, CHUNK).invoke(cursor::move);
  }

  /** Where the reading is. */
  private static final class Cursor {
    private RosterQuery query;

    private Cursor(RosterQuery query) {
      this.query = query;
    }

    private void move(List<RosterLine> read) {
      if (!read.isEmpty()) {
        query = query.from(read.getLast().id());
      }
    }
  }
}
