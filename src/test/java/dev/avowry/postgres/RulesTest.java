package dev.avowry.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be decided without a server. */
final class RulesTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, postgres-linux-x86_64.txz",
    "Linux, aarch64, postgres-linux-arm_64.txz",
    "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
    "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
    "Windows 11, amd64, postgres-windows-x86_64.txz",
    "SunOS, sparcv9, postgres-sunos-sparcv9.txz",
  })
  void namesTheArchiveAsItIsPacked(String os, String arch, String name) {
    assertEquals(name, Archive.name(os, arch));
  }

  @Test
  void saysWhatToDoWhereNothingIsPacked() {
    PostgresUnavailable refusal =
        assertThrows(PostgresUnavailable.class, () -> Archive.packedFor("SunOS", "sparcv9"));
    assertEquals(
        "no PostgreSQL is packed for SunOS on sparcv9: set AVOWRY_DB_URL to a PostgreSQL of your"
            + " own",
        refusal.getMessage());
  }

  @Test
  void takesAServerForReadyOnlyWhenItSaysSo() {
    List<String> starting = List.of("42", "/data", "1", "5432", "", "127.0.0.1", "7 8", "starting");
    List<String> ready = List.of("42", "/data", "1", "5432", "", "127.0.0.1", "7 8", "ready   ");
    assertEquals(Optional.of(new PidFile(42, "starting")), PidFile.parse(starting));
    assertFalse(PidFile.parse(starting).orElseThrow().isReady());
    assertFalse(PidFile.parse(ready.subList(0, 5)).orElseThrow().isReady());
    assertTrue(PidFile.parse(ready).orElseThrow().isReady());
  }

  @Test
  void readsThePidOfAServerInSingleUserMode() {
    assertEquals(Optional.of(new PidFile(42, "")), PidFile.parse(List.of("-42")));
  }

  @Test
  void findsNoProcessInABrokenPidFile() {
    assertEquals(Optional.empty(), PidFile.parse(List.of()));
    assertEquals(Optional.empty(), PidFile.parse(List.of("4x")));
  }

  @Test
  void doesNotShowAPasswordByAccident() {
    Password password = Password.random();
    assertFalse(("" + password).contains(password.reveal()));
  }

  @Test
  void namesTheFolderThatStopsTheServersUser() throws Exception {
    RunAs runAs = RunAs.whoeverMayRunPostgres();
    assumeTrue(!runAs.prefix().isEmpty(), "only root steps down");
    Path closed = TestFolder.fresh("closed");
    Path below = Files.createDirectories(closed.resolve("deeper/still"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    PostgresUnavailable refusal =
        assertThrows(PostgresUnavailable.class, () -> runAs.requireEntryTo(below));
    assertTrue(refusal.getMessage().endsWith("chmod o+x " + closed), refusal.getMessage());
  }
}
