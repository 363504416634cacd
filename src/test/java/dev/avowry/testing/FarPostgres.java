package dev.avowry.testing;

import dev.avowry.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** A PostgreSQL of somebody else's, that logs every statement, and speaks TLS as localhost. */
public final class FarPostgres implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres server;
  private final TestCertificate authority;

  private FarPostgres(Path folder, EmbeddedPostgres server, TestCertificate authority) {
    this.folder = folder;
    this.server = server;
    this.authority = authority;
  }

  /** One with nothing in it. */
  public static FarPostgres start() {
    try {
      Path folder =
          Files.createDirectories(
              Path.of("target", "service-" + UUID.randomUUID()).toAbsolutePath());
      EmbeddedPostgres.start(folder).close();
      TestCertificate authority = TestCertificate.authority("CN=of databases");
      configure(folder.resolve("cluster"), authority);
      return new FarPostgres(folder, EmbeddedPostgres.start(folder), authority);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void configure(Path cluster, TestCertificate authority) throws IOException {
    TestCertificate own =
        authority.issue(
            draft ->
                draft
                    .subject("CN=database")
                    .name(GeneralName.dNSName, "localhost")
                    .purpose(Optional.of(KeyPurposeId.id_kp_serverAuth)));
    own.writeChain(cluster.resolve("far.pem"));
    own.writeKey(cluster.resolve("far.key"));
    for (String file : new String[] {"far.pem", "far.key"}) {
      Files.setPosixFilePermissions(
          cluster.resolve(file), PosixFilePermissions.fromString("rw-------"));
      Files.setOwner(cluster.resolve(file), Files.getOwner(cluster.resolve("PG_VERSION")));
    }
    Files.writeString(
        cluster.resolve("postgresql.conf"),
        """

        ssl = on
        ssl_cert_file = 'far.pem'
        ssl_key_file = 'far.key'
        log_statement = 'all'
        log_connections = on
        """,
        StandardOpenOption.APPEND);
    Path access = cluster.resolve("pg_hba.conf");
    Files.writeString(
        access,
        """
        host all      postgres 127.0.0.1/32 trust
        host trusting all      127.0.0.1/32 trust
        """
            + Files.readString(access));
  }

  /** The port that it listens at. */
  public int port() {
    String url = server.url();
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/')));
  }

  /** Certificates by which its own is checked. */
  public String authority() {
    Path file = folder.resolve("authority.pem");
    authority.writeChain(file);
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Carries statements out as superuser. */
  public void run(String... all) throws SQLException {
    try (Connection open = connect("postgres", "");
        Statement statement = open.createStatement()) {
      for (String sql : all) {
        statement.execute(sql);
      }
    }
  }

  /** The name of a database into which it lets every role without a password. */
  public String trusting() throws SQLException {
    run("drop database if exists trusting", "create database trusting");
    return "trusting";
  }

  /** Makes a role that may sign in; the one statement that is not logged. */
  public void role(String name, String password) throws SQLException {
    run(
        "set log_statement = none",
        "create role %s login password '%s'".formatted(quoted(name), password));
  }

  /** As SQL writes a name. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Whether the server lets the role in with that. */
  public boolean letsIn(String role, String password) throws SQLException {
    try (Connection open = connect(role, password)) {
      return open.isValid(5);
    } catch (SQLException refused) {
      if ("28P01".equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }

  private Connection connect(String role, String password) throws SQLException {
    Properties who = new Properties();
    who.put("user", role);
    who.put("password", password);
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", who);
  }

  /** All that it has logged. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  /** The fields by which the role's secret says where it is. */
  public Map<String, String> fields(String role, String password) {
    return new HashMap<>(
        Map.of(
            "username",
            role,
            "password",
            password,
            "host",
            "127.0.0.1",
            "port",
            Integer.toString(port()),
            "database",
            "postgres",
            "tls",
            "none"));
  }

  @Override
  public void close() {
    server.close();
  }
}
