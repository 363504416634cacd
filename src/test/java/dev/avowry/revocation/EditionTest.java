package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.key.Algorithm;
import dev.avowry.key.JwtSigner;
import dev.avowry.key.KeyMaterial;
import dev.avowry.key.KeyRing;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EditionTest {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final ListConfig CONFIG =
      new Settings(Duration.ofSeconds(60), Duration.ofSeconds(10), 1000);
  private static final ListSigner SIGNER =
      new ListSigner(
          new JwtSigner(KeyRing.of(KeyMaterial.generate(Algorithm.ES256))), CONFIG, "https://i");

  /** Entries 11 to 100; 1 to 10 are forgotten. */
  private final Edition edition = new Edition(list(11, 100), SIGNER, new Fence(98));

  @Test
  void givesWhatComesAfterAPlace() {
    JsonObject newer = new JsonObject(edition.since(97).json());

    assertEquals(97, newer.getLong("since"));
    assertEquals(98, newer.getLong("from"));
    assertEquals(100, newer.getLong("seq"));
    assertEquals(List.of(98L, 99L, 100L), seqs(newer));
  }

  @Test
  void givesNothingAfterTheHead() {
    JsonObject newer = new JsonObject(edition.since(100).json());

    assertEquals(101, newer.getLong("from"));
    assertEquals(List.of(), seqs(newer));
  }

  @Test
  void givesAllToWhoeverIsBehindWhatIsForgottenOrAheadOfTheHead() {
    assertSame(edition.whole(), edition.since(9));
    assertSame(edition.whole(), edition.since(101));
    assertEquals(90, seqs(new JsonObject(edition.since(10).json())).size());
  }

  @Test
  void saysWhichOneIsWhole() {
    assertTrue(edition.whole().whole());
    assertFalse(edition.since(97).whole());
  }

  @Test
  void signsTheWholeOnce() {
    assertSame(edition.whole(), edition.whole());
  }

  @Test
  void signsOncePerPlace() {
    assertSame(edition.since(97), edition.since(97));
  }

  @Test
  void signsAHandfulWhateverIsAskedFor() {
    Set<PublishedList> signed = new HashSet<>();
    LongStream.range(10, 98).forEach(seq -> signed.add(edition.since(seq)));

    assertEquals(1 + 8, signed.size());
    assertSame(edition.whole(), edition.since(97));
  }

  @Test
  void keepsRoomForThoseWhoFollow() {
    LongStream.range(10, 98).forEach(edition::since);

    assertNotSame(edition.whole(), edition.since(98));
    assertNotSame(edition.whole(), edition.since(100));
  }

  private static RevocationList list(long from, long head) {
    List<Entry> entries =
        LongStream.rangeClosed(from, head)
            .mapToObj(seq -> new Entry(seq, "id" + seq, NOW, NOW.plusSeconds(960)))
            .toList();
    return RevocationList.EMPTY.with(
        new Entries.Since(new Fence(head), new Fence(from - 1), entries), NOW);
  }

  private static List<Long> seqs(JsonObject list) {
    return list.getJsonArray("entries").stream()
        .map(entry -> ((JsonObject) entry).getLong("seq"))
        .toList();
  }

  private record Settings(Duration lifetime, Duration renewal, int streams) implements ListConfig {}
}
