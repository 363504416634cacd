package dev.avowry.ssf;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows the ledger's tree from where any replica left off, and queues what receivers are to
 * learn: each row once, in the order of the tree, and none is missed, whatever was down meanwhile.
 *
 * <p>The door knows nothing of it. Most of the time nothing was ended; then the head of the entries
 * says so, and no row is looked at.
 */
@ApplicationScoped
class Following {
  /** Rows in a turn. */
  private static final int LONGEST = 100;

  /** How far the cursor may stay behind while nothing is ended. */
  private static final long LAZY = 5_000;

  private final Outbox outbox;
  private final History history;
  private final Entries entries;
  private final Directory directory;
  private final Streams streams;
  private final SsfMeters meters;

  Following(
      Outbox outbox,
      History history,
      Entries entries,
      Directory directory,
      Streams streams,
      SsfMeters meters) {
    this.outbox = outbox;
    this.history = history;
    this.entries = entries;
    this.directory = directory;
    this.streams = streams;
    this.meters = meters;
  }

  /** Takes a turn; whether more may be waiting than a turn takes. */
  Uni<Boolean> turn() {
    return outbox
        .cursor()
        .chain(
            cursor ->
                cursor.streams() == 0
                    ? Uni.createFrom().item(false)
                    // The size first: a row that is placed later is looked at in a later turn.
                    : history.size().chain(size -> from(cursor, size)));
  }

  private Uni<Boolean> from(Cursor cursor, long size) {
    return entries
        .since(new Fence(cursor.seq()))
        .chain(
            since -> since.head().seq() > cursor.seq() ? look(cursor, size) : keepUp(cursor, size));
  }

  /** Nothing was ended up to the size: the rows need not be looked at. */
  private Uni<Boolean> keepUp(Cursor cursor, long size) {
    return size - cursor.after() < LAZY
        ? Uni.createFrom().item(false)
        : outbox.advance(cursor, cursor.at(size - 1, 0), List.of()).replaceWith(false);
  }

  private Uni<Boolean> look(Cursor cursor, long size) {
    EventFilter filter =
        new EventFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            EventTranslation.TYPES,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return history
        .events(filter, new Span(cursor.after(), size, false, LONGEST))
        .chain(rows -> take(cursor, reached(cursor, size, rows), rows));
  }

  private static Cursor reached(Cursor cursor, long size, List<PlacedEvent> rows) {
    long place = rows.size() == LONGEST ? rows.getLast().index() : size - 1;
    long seq = rows.stream().mapToLong(row -> EventTranslation.seq(row.line())).max().orElse(0);
    return cursor.at(place, seq);
  }

  private Uni<Boolean> take(Cursor from, Cursor to, List<PlacedEvent> rows) {
    return translated(rows)
        .chain(
            events ->
                outbox
                    .open(about(events))
                    .map(open -> Fanout.of(open, events))
                    .chain(fanout -> queue(from, to, fanout)))
        .replaceWith(rows.size() == LONGEST);
  }

  private Uni<Void> queue(Cursor from, Cursor to, Fanout fanout) {
    return outbox
        .advance(from, to, fanout.queued())
        .chain(ours -> ours ? pause(fanout) : Uni.createFrom().voidItem());
  }

  private Uni<Void> pause(Fanout fanout) {
    meters.dropped(fanout.dropped());
    Uni<Void> all = Uni.createFrom().voidItem();
    for (StreamId full : fanout.full()) {
      all = all.chain(() -> streams.pauseFull(full)).replaceWithVoid();
    }
    return all;
  }

  private Uni<List<Fanout.Placed>> translated(List<PlacedEvent> rows) {
    List<Fanout.Placed> events = new ArrayList<>();
    Uni<Void> all = Uni.createFrom().voidItem();
    for (PlacedEvent row : rows) {
      all =
          all.chain(() -> lineage(row))
              .map(lineage -> EventTranslation.of(row.line(), lineage))
              .invoke(
                  each -> each.forEach(event -> events.add(new Fanout.Placed(row.index(), event))))
              .replaceWithVoid();
    }
    return all.replaceWith(events);
  }

  private Uni<Optional<Lineage>> lineage(PlacedEvent row) {
    return row.line()
        .node()
        .map(directory::lineage)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Set<NodeId> about(List<Fanout.Placed> events) {
    return events.stream()
        .flatMap(placed -> placed.event().about().stream())
        .collect(Collectors.toSet());
  }
}
