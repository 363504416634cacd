package dev.avowry.bench.target;

import dev.avowry.bench.machine.ProcessTree;
import dev.avowry.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL with an empty database, as Avowry starts it where none is configured: durable. It
 * ends with this process at the latest.
 */
public final class Database implements AutoCloseable {
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");
  private static final List<String> SHOWN =
      List.of("server_version", "shared_buffers", "max_wal_size", "max_connections");

  private final EmbeddedPostgres server;
  private final Path folder;

  private Database(EmbeddedPostgres server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /** Starts it. The folder is made. */
  static Database in(Path folder) {
    EmbeddedPostgres server = EmbeddedPostgres.start(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    return new Database(server, folder);
  }

  /** {@code postgresql://…}, without a user. */
  String url() {
    return server.url();
  }

  String user() {
    return server.user();
  }

  String password() {
    return server.password();
  }

  /** The postmaster and all that it started. */
  public ProcessTree processes() {
    try {
      Path pid = folder.resolve("cluster").resolve("postmaster.pid");
      return new ProcessTree(Long.parseLong(Files.readAllLines(pid).getFirst().strip()));
    } catch (IOException gone) {
      throw new IllegalStateException("PostgreSQL is not running", gone);
    }
  }

  /** The settings that matter for a comparison, once it is certain that a commit is on disk. */
  public Map<String, String> settings() throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : DURABLE) {
      String value = ask("show " + name);
      if (!value.equals("on")) {
        throw new IllegalStateException(name + " is " + value + ": not what is to be compared");
      }
      settings.put(name, value);
    }
    for (String name : SHOWN) {
      settings.put(name, ask("show " + name));
    }
    return settings;
  }

  /** The first column of the first row. */
  public String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /** As the owner of the tables. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url(), user(), password());
  }

  @Override
  public void close() {
    server.close();
  }
}
