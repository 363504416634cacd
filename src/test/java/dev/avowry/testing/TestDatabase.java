package dev.avowry.testing;

import dev.avowry.postgres.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL, fresh for each run, and the settings that go with it. */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
  static final String ISSUER = "https://avowry.example";
  static final String TRUST_DOMAIN = "agents.example";
  static final String BOOTSTRAP_TOKEN = "avb_of-the-tests-0123456789-0123456789";

  private static @Nullable EmbeddedPostgres running;
  private static @Nullable Path log;
  private static @Nullable TestDns dns;

  private @Nullable EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    Path data = fresh();
    EmbeddedPostgres started = EmbeddedPostgres.start(data.resolve("postgres"));
    postgres = started;
    running = started;
    log = data.resolve("service.log");
    dns = TestDns.start();
    Map<String, String> settings = new HashMap<>(TestTls.settings(data));
    settings.putAll(logging(log));
    settings.putAll(own(data, started));
    return settings;
  }

  /** The names that the service finds. */
  public static TestDns dns() {
    return Objects.requireNonNull(dns);
  }

  /** A connection of the one who owns it all. */
  static Connection connect() throws SQLException {
    EmbeddedPostgres server = Objects.requireNonNull(running);
    return DriverManager.getConnection("jdbc:" + server.url(), server.user(), server.password());
  }

  /** Where the service logs, more than it tells an operator. */
  public static Path log() {
    return Objects.requireNonNull(log);
  }

  private static Map<String, String> logging(Path log) {
    return Map.of(
        "quarkus.log.file.enabled", "true",
        "quarkus.log.file.path", log.toString(),
        "quarkus.log.file.level", "DEBUG",
        "quarkus.log.file.rotation.max-file-size", "2G",
        "quarkus.log.console.level", "INFO",
        "quarkus.log.category.\"dev.avowry\".level", "DEBUG");
  }

  private static Map<String, String> own(Path data, EmbeddedPostgres started) {
    String provider = "http://127.0.0.1:" + TestProvider.freePort();
    return Map.ofEntries(
        Map.entry("avowry.db.url", started.url()),
        Map.entry("avowry.db.user", started.user()),
        Map.entry("avowry.db.password", started.password()),
        Map.entry("avowry.db.embedded", "true"),
        Map.entry("avowry.data-dir", data.toString()),
        Map.entry("avowry.issuer", ISSUER),
        Map.entry("avowry.audit.checkpoint-every", "1s"),
        Map.entry("avowry.audit.ml-dsa", "true"),
        Map.entry("avowry.authn.failures-per-address", "100000"),
        Map.entry("avowry.bootstrap.token", BOOTSTRAP_TOKEN),
        Map.entry("avowry.ca.trust-domain", TRUST_DOMAIN),
        Map.entry("avowry.canary.patience", "1s"),
        Map.entry("avowry.dns.resolver", Objects.requireNonNull(dns).address()),
        Map.entry("avowry.dns.timeout", "2s"),
        Map.entry("avowry.mail.refuse-forged", "true"),
        Map.entry("avowry.mail.domain", TestMailbox.DOMAIN),
        Map.entry("avowry.mail.smtp-host", "127.0.0.1"),
        Map.entry("avowry.mail.smtp-port", "0"),
        Map.entry("avowry.mail.certificate", data.resolve("server.pem").toString()),
        Map.entry("avowry.mail.key", data.resolve("server.key").toString()),
        Map.entry("avowry.mail.max-message", "200000"),
        Map.entry("avowry.mail.messages-per-minute", "100000"),
        Map.entry("avowry.mail.relay.host", "localhost"),
        Map.entry("avowry.mail.relay.port", Integer.toString(TestProvider.freePort())),
        Map.entry("avowry.mail.relay.authorities", data.resolve("authority.pem").toString()),
        Map.entry("avowry.mail.relay.user", TestRelay.USER),
        Map.entry("avowry.mail.relay.password", TestRelay.PASSWORD),
        Map.entry("avowry.mail.relay.dkim-key", TestRelay.writeKey(data).toString()),
        Map.entry("avowry.mail.relay.timeout", "2s"),
        Map.entry("avowry.mail.relay.retry-after", "200ms"),
        Map.entry("avowry.mail.relay.patience", "60s"),
        Map.entry("avowry.mcp.origins", TestMcp.INSPECTOR),
        Map.entry("avowry.federation.refetch-pause", "200ms"),
        Map.entry("avowry.federation.quarantine-per-minute", "8"),
        Map.entry("avowry.sign-in.failures-per-address", "100000"),
        Map.entry("avowry.sign-in.providers.corp.issuer", "http://127.0.0.1:1/corp"),
        Map.entry("avowry.sign-in.providers.corp.client-id", "avowry"),
        Map.entry("avowry.sign-in.providers.corp.client-secret", "secret-at-corp"),
        Map.entry("avowry.sign-in.providers.corp.create-sponsors", "true"),
        Map.entry("avowry.sign-in.providers.corp.roles.site-admins", "admin"),
        Map.entry("avowry.sign-in.providers.corp.roles.audit", "auditor"),
        Map.entry("avowry.sign-in.providers.known.issuer", "https://known.example"),
        Map.entry("avowry.sign-in.providers.known.client-id", "avowry"),
        Map.entry("avowry.sign-in.providers.known.client-secret", "secret-at-known"),
        Map.entry("avowry.sign-in.providers.watched.issuer", provider + "/watched"),
        Map.entry("avowry.sign-in.providers.watched.client-id", "avowry"),
        Map.entry("avowry.sign-in.providers.watched.client-secret", "secret-at-watched"),
        Map.entry("avowry.sign-in.providers.watched.create-sponsors", "true"),
        Map.entry("avowry.sign-in.providers.watched.when-refused", "suspend"),
        Map.entry("avowry.sign-in.providers.told.issuer", provider + "/told"),
        Map.entry("avowry.sign-in.providers.told.client-id", "avowry"),
        Map.entry("avowry.sign-in.providers.told.client-secret", "secret-at-told"),
        Map.entry("avowry.sign-in.providers.told.create-sponsors", "true"),
        Map.entry("avowry.sign-in.providers.told.when-refused", "warn"),
        Map.entry("avowry.ssf.allow-loopback", "true"),
        Map.entry("avowry.ssf.min-verification-interval", "1s"),
        Map.entry("avowry.ssf.long-poll", "2s"),
        Map.entry("avowry.ssf.push-timeout", "2s"),
        Map.entry("avowry.ssf.backlog", "20"));
  }

  @Override
  public void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  /** Not a temporary directory: those only their owner may enter, who as root is not PostgreSQL. */
  private static Path fresh() {
    try {
      Path target = Path.of("target", "service-" + UUID.randomUUID()).toAbsolutePath();
      return Files.createDirectories(target);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
