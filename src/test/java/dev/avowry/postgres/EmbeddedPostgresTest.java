package dev.avowry.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of a healthy server may rely on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddedPostgresTest {
  private final Path folder;
  private final EmbeddedPostgres server;
  private final Database database;

  EmbeddedPostgresTest() throws Exception {
    folder = TestFolder.fresh("healthy");
    server = EmbeddedPostgres.start(folder);
    database = new Database(server);
  }

  @AfterAll
  void stopsAndMayBeStoppedAgain() {
    server.close();
    server.close();
    assertFalse(Files.exists(folder.resolve("cluster/postmaster.pid")));
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    "listen_addresses, 127.0.0.1",
    "max_connections, 100",
    "password_encryption, scram-sha-256",
    "server_encoding, UTF8",
    "log_error_verbosity, terse",
  })
  void runsWith(String setting, String value) throws SQLException {
    assertEquals(value, database.ask("show " + setting));
  }

  @Test
  void opensNoSocketFile() throws Exception {
    int socketFolder = 4;
    assertEquals(
        "", Files.readAllLines(folder.resolve("cluster/postmaster.pid")).get(socketFolder).strip());
  }

  @Test
  void isTheMajorVersionThatWasPromised() throws SQLException {
    assertEquals("18", database.ask("select current_setting('server_version_num')::int / 10000"));
  }

  @Test
  void givesARoleThatOwnsTheDatabaseAndIsNoSuperuser() throws SQLException {
    String sql =
        """
        select format('%s %s %s %s', rolname, rolsuper, rolcreaterole, datname)
        from pg_roles join pg_database on datdba = pg_roles.oid
        where datname = current_database() and rolname = current_user
        """;
    assertEquals("avowry f f avowry", database.ask(sql));
  }

  @Test
  void knowsCasesBeyondAsciiAndSortsByCodePoint() throws SQLException {
    assertEquals("ÄÉ", database.ask("select upper('äé')"));
    assertEquals("t", database.ask("select 'Z' < 'a'"));
  }

  @Test
  void refusesAWrongPassword() {
    SQLException refusal =
        assertThrows(SQLException.class, () -> database.connect("wrong").close());
    assertEquals("28P01", refusal.getSQLState());
  }

  @Test
  void keepsThePasswordFromOthersAndOutOfTheLog() throws Exception {
    Path file = folder.resolve("avowry.password");
    assertEquals(server.password(), Files.readString(file).strip());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(Files.readString(folder.resolve("server.log")).contains(server.password()));
  }

  @Test
  void refusesASecondStartInTheSameProcessAndKeepsTheFirst() throws Exception {
    PostgresUnavailable refusal =
        assertThrows(PostgresUnavailable.class, () -> EmbeddedPostgres.start(folder).close());
    assertTrue(refusal.getMessage().contains("in use by another Avowry process"));
    assertEquals("1", database.ask("select 1"));
    try (AnotherProcess other = AnotherProcess.on(folder)) {
      assertTrue(other.firstLine().contains("in use by another Avowry process"), other.firstLine());
    }
  }
}
