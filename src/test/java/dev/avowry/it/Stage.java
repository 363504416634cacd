package dev.avowry.it;

import dev.avowry.testing.Api;
import dev.avowry.verifier.Verifier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What all sequences play on: two replicas, who administers them, and whoever reads what they
 * publish, by hand and by the stream.
 */
final class Stage implements AutoCloseable {
  static final int PLACES = 2;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "AVOWRY_HTTP_DEADLINE", "3s",
          "AVOWRY_KEY_REFRESH", "PT1S",
          "AVOWRY_KEY_PUBLISH_BEFORE_USE", "PT10S");

  private final TwoReplicas pair;
  private final Office office;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final List<Verifier> followers = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private long head;

  private Stage(TwoReplicas pair) {
    this.pair = pair;
    this.office = Office.of(pair);
    for (int place = 0; place < PLACES; place++) {
      Replica replica = pair.replica(place);
      replicas.add(replica);
      readers.add(new Reader(place, replica));
      followers.add(
          Verifier.of(Api.ISSUER)
              .jwksUri(replica.base().resolve("/jwks"))
              .revocationsUri(replica.base().resolve("/revocations"))
              .maxStale(Duration.ofSeconds(5))
              .build()
              .start());
    }
  }

  static Stage open() throws Exception {
    return new Stage(TwoReplicas.start("invariants", SETTINGS));
  }

  TwoReplicas pair() {
    return pair;
  }

  Office office() {
    return office;
  }

  Replica replica(int place) {
    return replicas.get(place);
  }

  /** Who reads by hand what the replica at the same place publishes. */
  List<Reader> readers() {
    return readers;
  }

  /** Who follow the stream of the replica at the same place. */
  List<Verifier> followers() {
    return followers;
  }

  /** Connects anew to a replica that was started again. */
  void reconnect(int place) {
    replicas.set(place, pair.replica(place));
    readers.get(place).follow(replicas.get(place));
  }

  /** The highest entry that anybody has seen. */
  synchronized long head() {
    return head;
  }

  synchronized void sawHead(long seq) {
    head = Math.max(head, seq);
  }

  synchronized void count(Class<?> what) {
    count(what.getSimpleName());
  }

  synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  synchronized int counted(String what) {
    return counts.getOrDefault(what, 0);
  }

  /** How much was played. */
  synchronized String counts() {
    return counts.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws IOException {
    followers.forEach(Verifier::close);
    pair.close();
  }
}
