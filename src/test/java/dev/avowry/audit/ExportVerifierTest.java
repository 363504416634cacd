package dev.avowry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.ledger.CanonicalJson;
import dev.avowry.ledger.Hash;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportVerifierTest {
  private static final int SIZE = 600;
  private static final int COVERED = 590;
  private static final List<Integer> SIGNED = List.of(1, 200, 256, 257, 400, COVERED);

  private static final SignedLog LOG = new SignedLog();
  private static final List<String> LINES = SignedLog.lines(SIZE);

  @Test
  void confirmsWhatWasNotTouched() throws Exception {
    Finding.Confirmed confirmed = assertInstanceOf(Finding.Confirmed.class, verify(LINES));

    assertEquals(SIZE, confirmed.entries());
    assertEquals(COVERED, confirmed.by().head().size());
    assertTrue(confirmed.sentence().contains("confirmed: 590 entries"), confirmed.sentence());
    assertTrue(confirmed.sentence().contains("10 later entries"), confirmed.sentence());
    assertTrue(confirmed.sentence().contains(LOG.key().name()), confirmed.sentence());
  }

  @Test
  void confirmsMembersInAnyOrderAndAnySpace() throws Exception {
    List<String> lines = new ArrayList<>(LINES);
    lines.set(
        3,
        " { \"event\" : {\"v\":1, \"actor\":\"entry \\u0033\"}, \"hash\":\""
            + SignedLog.leaf(3)
            + "\", \"index\":3 } ");

    assertInstanceOf(Finding.Confirmed.class, verify(lines));
  }

  @Nested
  class Tampering {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 300, 588, 589})
    void namesTheEntryThatWasEdited(int at) throws Exception {
      List<String> lines = new ArrayList<>(LINES);
      lines.set(at, LINES.get(at).replace("\"v\":1", "\"v\":2"));

      assertEquals(new Finding.Changed(at), verify(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 256, 257, 589})
    void namesTheEntryWhoseEventTheLedgerCannotHaveWritten(int at) throws Exception {
      List<String> lines = new ArrayList<>(LINES);
      lines.set(at, LINES.get(at).replace("\"v\":1", "\"v\":1.0"));

      assertEquals(new Finding.Changed(at), verify(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 300, 589})
    void namesTheEntryWhoseLeafHashWasRewritten(int at) throws Exception {
      List<String> lines = new ArrayList<>(LINES);
      lines.set(at, SignedLog.line(at, SignedLog.leaf(at + 1_000), "entry " + at));

      assertEquals(new Finding.Changed(at), verify(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 300, 588})
    void namesTheEntriesThatWereRemoved(int at) throws Exception {
      List<String> one = new ArrayList<>(LINES);
      one.remove(at);
      List<String> two = new ArrayList<>(one);
      two.remove(at);

      assertEquals(new Finding.Removed(at, at), verify(one));
      assertEquals(new Finding.Removed(at, at + 1L), verify(two));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 300, 588})
    void namesTheLinesThatWereSwapped(int at) throws Exception {
      List<String> neighbours = new ArrayList<>(LINES);
      Collections.swap(neighbours, at, at + 1);
      List<String> apart = new ArrayList<>(LINES);
      Collections.swap(apart, at, 599);

      assertEquals(new Finding.Reordered(at, at + 1), verify(neighbours));
      assertEquals(new Finding.Reordered(at, 599), verify(apart));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 300, 588})
    void namesTheEventsThatChangedPlacesUnderTheirHashes(int at) throws Exception {
      List<String> lines = new ArrayList<>(LINES);
      lines.set(at, SignedLog.line(at, SignedLog.leaf(at), "entry " + (at + 1)));
      lines.set(at + 1, SignedLog.line(at + 1, SignedLog.leaf(at + 1), "entry " + at));

      assertEquals(new Finding.Reordered(at, at + 1), verify(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 300, 589})
    void namesWhereTheEndWasCutOff(int length) throws Exception {
      Finding.CutOff cut = assertInstanceOf(Finding.CutOff.class, verify(LINES.subList(0, length)));

      assertEquals(length, cut.first());
      assertEquals(COVERED, cut.by().head().size());
    }

    @Test
    void doesNotMissWhatNoCheckpointCovers() throws Exception {
      assertInstanceOf(Finding.Confirmed.class, verify(LINES.subList(0, COVERED)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 300, 589})
    void namesTheLineThatWasPutIn(int at) throws Exception {
      List<String> again = new ArrayList<>(LINES);
      again.add(at, LINES.get(at - 1));
      List<String> foreign = new ArrayList<>(LINES);
      foreign.add(at, SignedLog.line(at - 1, SignedLog.leaf(7_777), "entry 7777"));

      assertEquals(new Finding.Inserted(at, at - 1L), verify(again));
      assertEquals(new Finding.Inserted(at, at - 1L), verify(foreign));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 199, 200, 254, 255, 256, 257, 300, 589})
    void bracketsWhatAgreesWithItself(int at) throws Exception {
      List<String> lines = new ArrayList<>(LINES);
      lines.set(at, SignedLog.line(at, SignedLog.leaf(7_777), "entry 7777"));

      assertBracket(at, verify(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 300, 588})
    void bracketsWhatWasSwappedAndNumberedAnew(int at) throws Exception {
      List<String> lines = new ArrayList<>(LINES);
      lines.set(at, SignedLog.line(at, SignedLog.leaf(at + 1), "entry " + (at + 1)));
      lines.set(at + 1, SignedLog.line(at + 1, SignedLog.leaf(at), "entry " + at));

      assertBracket(at, verify(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 199, 200, 254, 255, 256, 257, 300, 589})
    void bracketsWhatWasTakenOutOrPutInAndNumberedAnew(int at) throws Exception {
      List<Integer> all = IntStream.range(0, SIZE).boxed().toList();
      List<Integer> fewer = all.stream().filter(entry -> entry != at).toList();
      List<Integer> more = new ArrayList<>(all);
      more.add(at, 7_777);

      assertBracket(at, verify(SignedLog.numbered(fewer)));
      assertBracket(at, verify(SignedLog.numbered(more)));
    }

    /** The narrowest that the checkpoints allow. */
    private void assertBracket(int at, Finding finding) {
      Finding.Rewritten rewritten = assertInstanceOf(Finding.Rewritten.class, finding);
      long from = SIGNED.stream().filter(size -> size <= at).mapToLong(i -> i).max().orElse(0);
      long to = SIGNED.stream().filter(size -> size > at).mapToLong(i -> i).min().orElseThrow();
      assertEquals(from, rewritten.from());
      assertEquals(to - 1, rewritten.to());
    }
  }

  @Nested
  class CheckpointsThatCannotBeTrusted {
    @Test
    void oneByAnotherKey() throws Exception {
      SignedLog other = new SignedLog();

      assertDoubt("not signed by any", other.note(SignedLog.leaves(200)));
    }

    @Test
    void oneWhoseTextWasChanged() throws Exception {
      assertDoubt("does not verify", LOG.note(SignedLog.leaves(200)).replace("\n200\n", "\n201\n"));
    }

    @Test
    void twoOfOneSizeWithDifferentRoots() throws Exception {
      List<Hash> forked = new ArrayList<>(SignedLog.leaves(200));
      forked.set(5, SignedLog.leaf(7_777));
      Checkpoints both = new Checkpoints(List.of(LOG.key()));

      assertEquals(Optional.empty(), both.read(stream(LOG.note(SignedLog.leaves(200)))));
      assertEquals(Optional.empty(), both.read(stream(LOG.note(forked))));
      Finding.Doubtful doubt =
          assertInstanceOf(Finding.Doubtful.class, verifier(LINES, both).verify());
      assertTrue(doubt.why().contains("contradict each other"), doubt.why());
    }

    @Test
    void aFileThatIsNone() {
      for (String file :
          List.of("", "text", "{}", "{\"note\":1}", "{\"items\":[1]}", "{\"note\":")) {
        assertThrows(
            Unreadable.class, () -> new Checkpoints(List.of(LOG.key())).read(stream(file)), file);
      }
    }

    @Test
    void noneAtAll() {
      assertThrows(Unreadable.class, () -> verifier(LINES, new Checkpoints(List.of())).verify());
    }

    private void assertDoubt(String why, String note) throws Exception {
      Optional<Finding> doubt = new Checkpoints(List.of(LOG.key())).read(stream(note));
      assertTrue(doubt.orElseThrow().sentence().contains(why), doubt.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "1",
        "\ufeff{}",
        "{}",
        "{\"index\":0,\"hash\":\"\",\"event\":{}}",
        "{\"index\":\"0\",\"hash\":\"AAAA\",\"event\":{}}",
        "{\"index\":0,\"index\":0,\"hash\":\"AAAA\",\"event\":{}}",
        "{\"index\":0,\"hash\":\"AAAA\",\"event\":{\"a\":1,\"a\":2}}",
        "not json"
      })
  void cannotReadWhatIsNoExport(String line) {
    assertThrows(Unreadable.class, () -> verify(List.of(line)));
  }

  @Test
  void readsCheckpointsInEveryFormTheyAreServedIn() throws Exception {
    String one = LOG.note(SignedLog.leaves(200));
    String other = LOG.note(SignedLog.leaves(300));
    String lines =
        "{\"note\":%s,\"at\":\"2026-01-02T03:04:05Z\"}\n{\"checkpoint\":%s}\n"
            .formatted(json(one), json(other));
    String page = "{\"items\":[{\"size\":200,\"note\":%s}],\"total\":1}".formatted(json(one));

    assertEquals(List.of(200L), sizes(one));
    assertEquals(List.of(200L, 300L), sizes(lines));
    assertEquals(List.of(200L), sizes(page));
  }

  private static List<Long> sizes(String file) throws Exception {
    Checkpoints checkpoints = new Checkpoints(List.of(LOG.key()));
    assertEquals(Optional.empty(), checkpoints.read(stream(file)));
    return checkpoints.inOrder().stream().map(each -> each.head().size()).toList();
  }

  private static Finding verify(List<String> lines) throws Exception {
    Checkpoints checkpoints = new Checkpoints(List.of(LOG.key()));
    for (int size : SIGNED.reversed()) {
      checkpoints.read(stream(LOG.note(SignedLog.leaves(size))));
    }
    return verifier(lines, checkpoints).verify();
  }

  private static ExportVerifier verifier(List<String> lines, Checkpoints checkpoints)
      throws Exception {
    return new ExportVerifier(new Export(stream(String.join("\n", lines))), checkpoints, any -> {});
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(String text) {
    return new String(CanonicalJson.bytes(text).orElseThrow(), StandardCharsets.UTF_8);
  }
}
