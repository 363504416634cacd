package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The rule, against its definition read word by word. */
final class RuleTest {

  @Property
  void deadIfAndOnlyIfALaterEntryNamesSomethingOnThePath(
      @ForAll("history") List<String> history,
      @ForAll("path") List<String> path,
      @ForAll("id") String jti,
      @ForAll @IntRange(max = 12) int fence)
      throws Refusal {
    Revocations list = list(history, 1);

    assertEquals(
        deadByDefinition(history, path, jti, fence),
        list.deathOf(ids(path, jti), fence).isPresent());
  }

  @Property
  void forgettingChangesNothingForTokensThatTheListRemembers(
      @ForAll("history") List<String> history,
      @ForAll("path") List<String> path,
      @ForAll("id") String jti,
      @ForAll @IntRange(max = 12) int fence,
      @ForAll @IntRange(max = 12) int forgotten)
      throws Refusal {
    int from = Math.min(forgotten, history.size()) + 1;
    Revocations list = list(history, from);

    if (list.remembersAllSince(fence)) {
      assertEquals(
          deadByDefinition(history, path, jti, fence),
          list.deathOf(ids(path, jti), fence).isPresent());
    } else {
      assertEquals(true, fence < from - 1);
    }
  }

  @Property
  void namesAnEntryThatKills(
      @ForAll("history") List<String> history,
      @ForAll("path") List<String> path,
      @ForAll("id") String jti,
      @ForAll @IntRange(max = 12) int fence)
      throws Refusal {
    list(history, 1)
        .deathOf(ids(path, jti), fence)
        .ifPresent(
            entry -> {
              assertEquals(true, entry.seq() > fence);
              assertEquals(true, path.contains(entry.id()) || jti.equals(entry.id()));
            });
  }

  @Provide
  Arbitrary<String> id() {
    return Arbitraries.of("a", "b", "c", "d", "e", "f");
  }

  @Provide
  Arbitrary<List<String>> path() {
    return id().list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<String>> history() {
    return id().list().ofMaxSize(12);
  }

  private static List<String> ids(List<String> path, String jti) {
    return Stream.concat(path.stream(), Stream.of(jti)).toList();
  }

  private static boolean deadByDefinition(
      List<String> history, List<String> path, String jti, int fence) {
    return IntStream.rangeClosed(1, history.size())
        .filter(seq -> fence < seq)
        .mapToObj(seq -> history.get(seq - 1))
        .anyMatch(id -> path.contains(id) || jti.equals(id));
  }

  private static Revocations list(List<String> history, int from) throws Refusal {
    Instant at = Instant.EPOCH;
    List<Entry> entries =
        IntStream.rangeClosed(from, history.size())
            .mapToObj(seq -> new Entry(seq, history.get(seq - 1), at, at.plusSeconds(910)))
            .toList();
    return new Revocations(history.size(), from, at, at.plusSeconds(60), entries);
  }
}
