package dev.avowry.revocation.store;

import dev.avowry.kernel.PathBits;
import dev.avowry.kernel.Sha256;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.revocation.StatusIndex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sets of ids, each called by 128 bits of SHA-256. */
record Holders(Map<UUID, Set<String>> byId) {
  /** So many, that of a list that is three quarters full one of ten holders finds no place. */
  private static final int TRIES = 8;

  static Holders of(Collection<Set<String>> holders) {
    Map<UUID, Set<String>> byId = new LinkedHashMap<>();
    holders.forEach(ids -> byId.put(id(ids), ids));
    return new Holders(byId);
  }

  /**
   * A place that a holder might take.
   *
   * @param ids the first 64 bits of each; arrays of arrays of different lengths there are none, so
   *     that they travel as text
   */
  record Draw(int index, UUID holder, String ids) {}

  int size() {
    return byId.size();
  }

  UUID[] ids() {
    return byId.keySet().toArray(UUID[]::new);
  }

  Hold hold(UUID holder, Fence since) {
    return new Hold(byId.getOrDefault(holder, Set.of()), since);
  }

  Holders without(List<StatusIndex> placed) {
    Map<UUID, Set<String>> rest = new LinkedHashMap<>(byId);
    placed.forEach(index -> rest.remove(id(index.hold().ids())));
    return new Holders(rest);
  }

  /** A few places for each holder, none of them twice. */
  List<Draw> draw(Random random) {
    Set<Integer> drawn = new HashSet<>();
    List<Draw> draws = new ArrayList<>();
    byId.forEach(
        (holder, ids) ->
            random
                .ints(TRIES, 0, StatusIndex.PLACES)
                .filter(drawn::add)
                .forEach(index -> draws.add(new Draw(index, holder, bits(ids)))));
    return draws;
  }

  private static String bits(Set<String> ids) {
    return ids.stream().map(id -> Long.toString(PathBits.of(id))).collect(Collectors.joining(" "));
  }

  /** No id contains a space. */
  private static UUID id(Set<String> ids) {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(String.join(" ", new TreeSet<>(ids))));
    return new UUID(hash.getLong(), hash.getLong());
  }
}
