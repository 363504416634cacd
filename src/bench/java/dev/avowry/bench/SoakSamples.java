package dev.avowry.bench;

import dev.avowry.bench.machine.Heap;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.Jwts;
import dev.avowry.verifier.KnownEntries;
import dev.avowry.verifier.Verifier;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.TreeMap;

/** The revocation list, looked at now and then while it is written to. */
final class SoakSamples {
  /**
   * The longest lifetime of a token and the longest skew of a verifier: how long an entry stays.
   */
  static final Duration ENTRY = Duration.ofMinutes(16);

  /** The list is looked through each second; the clocks here count in milliseconds. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private static final Duration POLL_EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int POLLS = 7;

  private final Avowry avowry;
  private final BulkRows rows;
  private final Verifier follower;
  private final Progress progress;
  private final long begun = System.nanoTime();
  private final long first;
  private final TreeMap<Long, Long> heads = new TreeMap<>();
  private long most;
  private final Table table =
      new Table(
          "minutes",
          "revoked",
          "entries",
          "bytes of the list",
          "whole list ms",
          "?since ms",
          "rows",
          "server's memory",
          "of it heap in use",
          "database's memory");

  SoakSamples(Avowry avowry, BulkRows rows, Verifier follower, Progress progress) {
    this.avowry = avowry;
    this.rows = rows;
    this.follower = follower;
    this.progress = progress;
    JsonObject list = Jwts.claims(avowry.api().list());
    this.first = list.getLong("seq");
    this.heads.put(System.nanoTime(), first);
  }

  /** One row of the table. Takes as long as a verifier's handful of polls. */
  void take() throws SQLException, InterruptedException {
    Spread polls = polls();
    long asked = System.nanoTime();
    String list = avowry.api().list();
    double whole = millisSince(asked);
    JsonObject claims = Jwts.claims(list);
    long entries = entries(claims);
    requireBounded(asked, claims.getLong("seq"), entries);
    most = Math.max(most, entries);
    long memory = avowry.server().processes().memory();
    long heap = Heap.afterCollection(avowry.server().processes().java());
    table.row(
        "%.1f".formatted(millisSince(begun) / 60_000),
        "%,d".formatted(claims.getLong("seq") - first),
        "%,d".formatted(entries),
        "%,d".formatted(list.length()),
        whole,
        polls,
        "%,d".formatted(rows.entryRows()),
        Text.mebibytes(memory),
        Text.mebibytes(heap),
        Text.mebibytes(avowry.postgres().processes().memory()));
    progress.says(
        "soak            %,d entries, %,d bytes; whole %.1f ms, ?since %s ms; a follower has all but %d"
            .formatted(
                entries,
                list.length(),
                whole,
                polls,
                Math.max(0, claims.getLong("seq") - follower.freshness().seq())));
  }

  /** What was the head when an entry that is over by now was made is not in the list any more. */
  private void requireBounded(long at, long head, long entries) {
    heads.put(at, head);
    var over = heads.floorEntry(at - ENTRY.plus(LATE).toNanos());
    if (over != null && entries > head - over.getValue()) {
      throw new ScenarioFailed(
          "the list has %,d entries, and %,d were made in its lifetime"
              .formatted(entries, head - over.getValue()));
    }
  }

  /** As a verifier without a stream asks: each second, for what came since it last asked. */
  private Spread polls() throws InterruptedException {
    double[] millis = new double[POLLS];
    long seq = Jwts.claims(avowry.api().list()).getLong("seq");
    for (int i = 0; i < POLLS; i++) {
      Thread.sleep(POLL_EVERY);
      long asked = System.nanoTime();
      String end = avowry.api().listSince(seq);
      millis[i] = millisSince(asked);
      seq = Jwts.claims(end).getLong("seq");
    }
    return Spread.of(millis);
  }

  /** What a verifier knows as soon as it knows all that is in the list. */
  static KnownEntries caughtUp(Verifier verifier, String list) throws InterruptedException {
    long seq = Jwts.claims(list).getLong("seq");
    long deadline = System.nanoTime() + PATIENCE.toNanos();

    while (verifier.freshness().seq() < seq) {
      if (System.nanoTime() > deadline) {
        throw new ScenarioFailed("a verifier has no more than " + verifier.freshness());
      }
      Thread.sleep(Duration.ofMillis(10));
    }
    return KnownEntries.of(verifier);
  }

  Table table() {
    return table;
  }

  /** Of the longest list. */
  long mostEntries() {
    return most;
  }

  private static long entries(JsonObject list) {
    return list.getLong("seq") + 1 - list.getLong("from");
  }

  private static double millisSince(long then) {
    return (System.nanoTime() - then) / 1e6;
  }
}
