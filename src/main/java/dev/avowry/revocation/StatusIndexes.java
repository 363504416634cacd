package dev.avowry.revocation;

import dev.avowry.agent.MemoryConfig;
import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Memory;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The place in a status list that a token carries. It is one for all tokens that rest on the same
 * ids, and remembered: who is minted for again reads nothing. An entry that ends it, as it ends the
 * tokens, has later tokens carry another.
 */
@ApplicationScoped
public class StatusIndexes {
  private static final int LONGEST = 64;

  /** As many as may wait for their record. */
  private static final int CAPACITY = 5_000;

  private final StatusStore store;
  private final KnownEntries known;
  private final Clock clock;
  private final Memory<Set<String>, StatusIndex> memory;
  private final Convoy<Set<String>, StatusIndex> convoy;

  StatusIndexes(
      StatusStore store, KnownEntries known, Clock clock, MemoryConfig config, Vertx vertx) {
    this.store = store;
    this.known = known;
    this.clock = clock;
    this.memory = new Memory<>(config.agents(), known);
    this.convoy = new Convoy<>(vertx, LONGEST, CAPACITY, this::carry);
  }

  /**
   * The index for a token that rests on the ids. Its hold is one more thing that has to stand when
   * the token is recorded.
   */
  public Uni<StatusIndex> of(Set<String> ids) {
    return memory
        .recall(ids)
        .filter(this::isInUse)
        .map(index -> Uni.createFrom().item(index))
        .orElseGet(() -> convoy.join(ids).invoke(index -> memory.keep(ids, index)));
  }

  private boolean isInUse(StatusIndex index) {
    return clock.instant().isBefore(index.until());
  }

  private Uni<List<Arrival<StatusIndex>>> carry(List<Set<String>> asked) {
    // First: what is assigned between this and the commit can only end more.
    Fence since = known.fence();
    Set<Set<String>> missing = new LinkedHashSet<>(asked);
    Map<Set<String>, StatusIndex> places = new HashMap<>();
    return store
        .find(missing, clock.instant())
        .invoke(found -> take(places, found.stream().filter(this::stands).toList()))
        .invoke(() -> missing.removeAll(places.keySet()))
        .chain(() -> add(missing, since))
        .invoke(added -> take(places, added))
        .map(added -> arrivals(asked, places));
  }

  private Uni<List<StatusIndex>> add(Set<Set<String>> missing, Fence since) {
    return missing.isEmpty()
        ? Uni.createFrom().item(List.of())
        : store.add(missing, since, clock.instant());
  }

  private boolean stands(StatusIndex index) {
    return known.stands(index.hold());
  }

  private static void take(Map<Set<String>, StatusIndex> places, List<StatusIndex> indexes) {
    indexes.forEach(index -> places.put(index.hold().ids(), index));
  }

  private static List<Arrival<StatusIndex>> arrivals(
      List<Set<String>> asked, Map<Set<String>, StatusIndex> places) {
    List<Arrival<StatusIndex>> arrivals = new ArrayList<>();
    for (Set<String> ids : asked) {
      StatusIndex index = places.get(ids);
      arrivals.add(
          index == null
              ? new Arrival.Lost<>(new IllegalStateException("no place in a status list"))
              : new Arrival.Safe<>(index));
    }
    return arrivals;
  }
}
