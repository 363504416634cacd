package dev.avowry.it;

import dev.avowry.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A database that the service did not start, at one address for good: it can be stopped and started
 * while clients go on knowing it by that address.
 */
final class ExternalDatabase implements AutoCloseable {
  private final Path folder;
  private final Relay relay;
  private final List<Relay> ways = new ArrayList<>();
  private EmbeddedPostgres server;

  private ExternalDatabase(Path folder, EmbeddedPostgres server, Relay relay) {
    this.folder = folder;
    this.server = server;
    this.relay = relay;
    this.ways.add(relay);
  }

  static ExternalDatabase in(Path folder) throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("postgres"));
    return new ExternalDatabase(folder, server, Relay.to(port(server)));
  }

  String url() {
    return url(relay);
  }

  /** A way of its own for one of the clients, who can be cut off by it while others are not. */
  Relay anotherWay() throws IOException {
    Relay way = Relay.to(port(server));
    ways.add(way);
    return way;
  }

  /** Where it is for whoever takes the way. */
  String url(Relay way) {
    return "postgresql://127.0.0.1:" + way.port() + "/avowry";
  }

  String user() {
    return server.user();
  }

  String password() {
    return server.password();
  }

  /** A key-encryption key for all who share the database. */
  Path kek() throws IOException {
    Path kek = folder.resolve("kek");
    if (!Files.exists(kek)) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      Files.writeString(kek, Base64.getEncoder().encodeToString(random));
    }
    return kek;
  }

  /** The first column of the first row. */
  String ask(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:" + server.url(), user(), password());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /** Carries the statements out in one transaction. */
  void change(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:" + server.url(), user(), password());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String each : statements) {
        statement.execute(each);
      }
      connection.commit();
    }
  }

  /** Nobody can connect, and who was connected is not any more. */
  void stop() throws IOException {
    server.close();
    for (Relay way : ways) {
      way.refuse();
    }
  }

  void start() throws IOException {
    server = EmbeddedPostgres.start(folder.resolve("postgres"));
    for (Relay way : ways) {
      way.forward(port(server));
    }
  }

  /** Still there, but nothing comes through. */
  void fallSilent() {
    relay.fallSilent();
  }

  /** Comes through again. */
  void speakAgain() {
    relay.speakAgain();
  }

  @Override
  public void close() throws IOException {
    for (Relay way : ways) {
      way.close();
    }
    server.close();
  }

  private static int port(EmbeddedPostgres server) {
    return URI.create(server.url()).getPort();
  }
}
