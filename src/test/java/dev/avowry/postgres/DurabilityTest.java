package dev.avowry.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left after restarts, kills and half-done work. */
final class DurabilityTest {

  @Test
  void keepsRowsAndPasswordOverARestart() throws Exception {
    Path folder = TestFolder.fresh("restart");
    String password;
    try (EmbeddedPostgres first = EmbeddedPostgres.start(folder)) {
      password = first.password();
      new Database(first).execute("create table kept as select 'before' as word");
    }
    try (EmbeddedPostgres second = EmbeddedPostgres.start(folder)) {
      assertEquals("before", new Database(second).ask("select word from kept"));
      assertEquals(password, second.password());
    }
    assertFalse(Files.exists(folder.resolve("cluster/postmaster.pid")));

    // The same data, opened with what an accident or a hand may have left.
    Files.delete(folder.resolve("avowry.password"));
    Files.createFile(folder.resolve("cluster/postmaster.pid"));
    Files.writeString(folder.resolve("cluster/postgresql.auto.conf"), "fsync = off\n");
    try (EmbeddedPostgres third = EmbeddedPostgres.start(folder)) {
      assertEquals("before", new Database(third).ask("select word from kept"));
      assertEquals("on", new Database(third).ask("show fsync"));
      assertNotEquals(password, third.password());
    }

    // A pid file whose number now belongs to a live stranger: this very process.
    Files.writeString(
        folder.resolve("cluster/postmaster.pid"), ProcessHandle.current().pid() + "\n/\n0\n1\n\n");
    try (EmbeddedPostgres fourth = EmbeddedPostgres.start(folder)) {
      assertEquals("before", new Database(fourth).ask("select word from kept"));
    }

    Files.writeString(folder.resolve("cluster/PG_VERSION"), "17\n");
    String refusal = refusalOf(folder);
    assertTrue(refusal.contains("was made by PostgreSQL 17 and this is PostgreSQL 18"), refusal);
  }

  @Test
  void takesOverFromAKilledProcess() throws Exception {
    Path folder = TestFolder.fresh("killed");
    long orphan;
    try (AnotherProcess process = AnotherProcess.on(folder)) {
      assertEquals("ready", process.firstLine());
      orphan = pidIn(folder);
      process.kill();
    }
    assertTrue(ProcessHandle.of(orphan).isPresent(), "the server should outlive its parent");

    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertEquals("by the killed", new Database(server).ask("select word from kept"));
      assertFalse(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false));
    }
  }

  @Test
  void losesNothingWhenTheServerItselfIsKilled() throws Exception {
    Path folder = TestFolder.fresh("crashed");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      new Database(server).execute("create table kept as select 'before' as word");
      ProcessHandle postmaster = ProcessHandle.of(pidIn(folder)).orElseThrow();
      postmaster.destroyForcibly();
      postmaster.onExit().get(10, TimeUnit.SECONDS);
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertEquals("before", new Database(server).ask("select word from kept"));
    }
  }

  @Test
  void makesAgainWhatWasHalfMade() throws Exception {
    Path folder = TestFolder.fresh("half-made");
    Path half = Files.createDirectories(folder.resolve("scratch-1/cluster"));
    Files.writeString(half.resolve("PG_VERSION"), "18\n");
    Files.createDirectories(folder.resolve("scratch-2/unpacked/bin"));
    Files.writeString(folder.resolve("avowry.password"), "never set\n");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
      assertEquals("1", new Database(server).ask("select 1"));
      assertEquals(List.of(), scratchIn(folder));
    }
  }

  @Test
  void deletesNothingThatItDidNotMake() throws Exception {
    Path folder = TestFolder.fresh("foreign");
    Path precious = Files.createDirectories(folder.resolve("cluster")).resolve("precious");
    Files.writeString(precious, "data");
    String refusal = refusalOf(folder);
    assertTrue(refusal.contains("is not a PostgreSQL database"), refusal);
    assertEquals("data", Files.readString(precious));
  }

  private static String refusalOf(Path folder) {
    return assertThrows(PostgresUnavailable.class, () -> EmbeddedPostgres.start(folder).close())
        .getMessage();
  }

  private static long pidIn(Path folder) throws Exception {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("cluster/postmaster.pid")).getFirst().strip());
  }

  private static List<Path> scratchIn(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith("scratch-")).toList();
    }
  }
}
