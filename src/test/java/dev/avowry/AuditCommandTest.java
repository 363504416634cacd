package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.audit.SignedLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  @TempDir Path folder;

  private final SignedLog log = new SignedLog();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws Exception {
    Files.write(folder.resolve("export.jsonl"), SignedLog.lines(300));
    Files.writeString(folder.resolve("checkpoint"), log.note(SignedLog.leaves(257)));
    Files.writeString(folder.resolve("older"), log.note(SignedLog.leaves(100)));
  }

  @Test
  void confirmsInOneSentence() {
    assertEquals(0, run("export.jsonl", "--checkpoint", "checkpoint", "older", "--key", key()));
    assertEquals(1, lines(out).size(), out::toString);
    assertTrue(
        lines(out).getFirst().startsWith("confirmed: 257 entries under checkpoint size=257"));
    assertEquals(List.of(), lines(err));
  }

  @Test
  void saysMoreWhenAsked() {
    assertEquals(
        0,
        run(
            "export.jsonl",
            "--verbose",
            "--key",
            key(),
            "--checkpoint",
            "checkpoint",
            "--checkpoint",
            "older"));
    assertEquals(3, lines(out).size(), out::toString);
    assertTrue(lines(out).getFirst().startsWith("agrees with checkpoint size=100"));
  }

  @Test
  void endsWithOneAndThePlaceWhenTamperedWith() throws Exception {
    List<String> lines = new ArrayList<>(SignedLog.lines(300));
    lines.remove(255);
    Files.write(folder.resolve("export.jsonl"), lines);

    assertEquals(1, run("export.jsonl", "--checkpoint", "checkpoint", "--key", key()));
    assertEquals(List.of("tampered: entry 255 was removed"), lines(out));
  }

  @Test
  void endsWithOneWhenTheCheckpointIsByAnother() {
    assertEquals(
        1,
        run(
            "export.jsonl",
            "--checkpoint",
            "checkpoint",
            "--key",
            new SignedLog().key().toString()));
    assertEquals(
        List.of("tampered: a checkpoint is not signed by any of the given keys"), lines(out));
  }

  @Test
  void endsWithTwoAndItsUsageWithoutAKeyOrACheckpoint() {
    assertEquals(2, run("export.jsonl", "--checkpoint", "checkpoint"));
    assertEquals(2, run("export.jsonl", "--key", key()));
    assertEquals(2, run("--checkpoint", "checkpoint", "--key", key()));
    assertEquals(2, run("export.jsonl", "--checkpoint", "checkpoint", "--keys", key()));
    assertEquals(2, AuditCommand.run(List.of("audit"), stream(out), stream(err)));
    assertEquals(2, AuditCommand.run(List.of("audit", "prove"), stream(out), stream(err)));
    assertEquals(6, lines(err).size(), err::toString);
    assertTrue(lines(err).stream().allMatch(line -> line.startsWith("usage: ")), err::toString);
    assertEquals(List.of(), lines(out));
  }

  @Test
  void endsWithTwoWhenAFileOrAKeyCannotBeRead() throws Exception {
    assertEquals(2, run("nowhere.jsonl", "--checkpoint", "checkpoint", "--key", key()));
    assertEquals(2, run("export.jsonl", "--checkpoint", "nowhere", "--key", key()));
    assertEquals(2, run("export.jsonl", "--checkpoint", "checkpoint", "--key", "no+key"));
    Files.writeString(folder.resolve("export.jsonl"), "no export");
    assertEquals(2, run("export.jsonl", "--checkpoint", "checkpoint", "--key", key()));
    assertEquals(4, lines(err).size(), err::toString);
    assertEquals(List.of(), lines(out));
  }

  /** File names stand for files of the test's folder. */
  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of("audit", "verify"));
    for (String arg : args) {
      boolean file = !arg.startsWith("--") && !arg.contains("+");
      all.add(file ? folder.resolve(arg).toString() : arg);
    }
    return AuditCommand.run(all, stream(out), stream(err));
  }

  private String key() {
    return log.key().toString();
  }

  private static List<String> lines(ByteArrayOutputStream written) {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static PrintStream stream(ByteArrayOutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }
}
