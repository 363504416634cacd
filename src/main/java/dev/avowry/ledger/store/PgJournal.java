package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.Journal;
import dev.avowry.ledger.SingleUse;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The journal: whatever comes together shares a transaction, one after the other, so that a flood
 * of notes takes a single connection from the mints.
 */
@ApplicationScoped
class PgJournal implements Journal {
  /** Requests in a transaction. Each has a hundred notes at the most. */
  private static final int LONGEST = 16;

  private static final int CAPACITY = 1_000;

  private final Pool pool;
  private final Clock clock;
  private final Convoy<List<Note>, Integer> convoy;

  PgJournal(@ReactiveDataSource("minting") Pool pool, Vertx vertx, Clock clock) {
    this.pool = pool;
    this.clock = clock;
    this.convoy = new Convoy<>(vertx, LONGEST, CAPACITY, this::carry);
  }

  @Override
  public Uni<Integer> enter(List<Note> notes) {
    notes.forEach(note -> EventLine.requireRecordable(note.event()));
    return convoy.join(List.copyOf(notes));
  }

  private Uni<List<Arrival<Integer>>> carry(List<List<Note>> load) {
    return pool.withTransaction(
        connection ->
            claim(connection, load)
                .map(fresh -> Fresh.of(load, fresh))
                .call(fresh -> append(connection, fresh.events()))
                .map(Fresh::arrivals));
  }

  private Uni<Set<UUID>> claim(SqlConnection connection, List<List<Note>> load) {
    Map<UUID, SingleUse> uses = new LinkedHashMap<>();
    load.stream()
        .flatMap(List::stream)
        .flatMap(note -> note.once().stream())
        .forEach(use -> uses.putIfAbsent(SingleUseRows.id(use), use));
    return uses.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : connection
            .preparedQuery(SingleUseRows.CLAIM)
            .execute(SingleUseRows.arrays(uses, clock.instant()))
            .map(SingleUseRows::ids);
  }

  private Uni<Void> append(SqlConnection connection, List<Event> events) {
    return events.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(EventColumns.INSERT_MANY)
            .execute(Tuple.wrap(EventColumns.arrays(events, clock.instant())))
            .replaceWithVoid();
  }

  /**
   * What is to be recorded of a load: of two notes that are the same, the first.
   *
   * @param counts how many of each request
   */
  private record Fresh(List<Event> events, List<Integer> counts) {
    static Fresh of(List<List<Note>> load, Set<UUID> fresh) {
      Set<UUID> open = new HashSet<>(fresh);
      List<Event> events = new ArrayList<>();
      List<Integer> counts = new ArrayList<>();
      for (List<Note> notes : load) {
        int before = events.size();
        notes.stream()
            .filter(note -> note.once().map(SingleUseRows::id).map(open::remove).orElse(true))
            .map(Note::event)
            .forEach(events::add);
        counts.add(events.size() - before);
      }
      return new Fresh(events, counts);
    }

    List<Arrival<Integer>> arrivals() {
      return counts.stream().<Arrival<Integer>>map(Arrival.Safe::new).toList();
    }
  }
}
