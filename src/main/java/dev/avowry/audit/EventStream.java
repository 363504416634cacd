package dev.avowry.audit;

import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The record as a stream, oldest first, up to the last row that was in the tree when it began. Read
 * chunk by chunk as the reader takes them, so that memory does not grow with the record.
 */
@ApplicationScoped
public class EventStream {
  /** Half a megabyte of usual rows. */
  private static final int CHUNK = 1_000;

  private final History history;

  EventStream(History history) {
    this.history = history;
  }

  /** The rows that pass the filter, from behind the given place on, in chunks. */
  public Multi<List<PlacedEvent>> from(EventFilter filter, long after) {
    return history.size().onItem().transformToMulti(size -> chunks(filter, after, size));
  }

  private Multi<List<PlacedEvent>> chunks(EventFilter filter, long after, long end) {
    AtomicLong last = new AtomicLong(after);
    return Multi.createBy()
        .repeating()
        .uni(() -> chunk(filter, last, end))
        .whilst(rows -> rows.size() == CHUNK);
  }

  private Uni<List<PlacedEvent>> chunk(EventFilter filter, AtomicLong last, long end) {
    return history
        .events(filter, new Span(last.get(), end, false, CHUNK))
        .invoke(
            rows -> {
              if (!rows.isEmpty()) {
                last.set(rows.getLast().index());
              }
            });
  }
}
