package dev.avowry.testing;

import dev.avowry.postgres.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL, fresh for each run, and the settings that go with it. */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
  static final String ISSUER = "https://avowry.example";
  static final String BOOTSTRAP_TOKEN = "avb_of-the-tests-0123456789-0123456789";

  private @Nullable EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    Path data = fresh();
    EmbeddedPostgres started = EmbeddedPostgres.start(data.resolve("postgres"));
    postgres = started;
    return Map.of(
        "avowry.db.url",
        started.url(),
        "avowry.db.user",
        started.user(),
        "avowry.db.password",
        started.password(),
        "avowry.db.embedded",
        "true",
        "avowry.data-dir",
        data.toString(),
        "avowry.issuer",
        ISSUER,
        "avowry.audit.checkpoint-every",
        "1s",
        "avowry.audit.ml-dsa",
        "true",
        "avowry.bootstrap.token",
        BOOTSTRAP_TOKEN);
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
