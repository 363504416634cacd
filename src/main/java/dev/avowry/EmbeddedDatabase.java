package dev.avowry;

import dev.avowry.postgres.EmbeddedPostgres;
import dev.avowry.postgres.PostgresUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that comes along, for as long as the service runs. It is there before the
 * framework reads its configuration, and goes after everything that uses it.
 */
@ApplicationScoped
class EmbeddedDatabase {
  private static volatile @Nullable EmbeddedPostgres running;

  /** Starts it, and tells the configuration where it is, unless {@code AVOWRY_DB_URL} is set. */
  static void startUnlessConfigured() {
    Config config = ConfigProvider.getConfig();
    if (config.getOptionalValue("avowry.db.url", String.class).isPresent()) {
      return;
    }
    String data = config.getOptionalValue("avowry.data-dir", String.class).orElse("data");
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(data, "postgres"));
      running = postgres;
      System.setProperty("avowry.db.embedded", "true");
      System.setProperty("avowry.db.url", postgres.url());
      System.setProperty("avowry.db.user", postgres.user());
      System.setProperty("avowry.db.password", postgres.password());
    } catch (PostgresUnavailable unavailable) {
      System.err.println("Avowry cannot start: " + unavailable.getMessage());
      System.exit(1);
    }
  }

  /**
   * Last of all observers. In the exit handler of {@code Quarkus.run} it would race with the end of
   * the process.
   */
  void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event, Scheduler scheduler) {
    // What is scheduled would only find out that the database is gone, and say so in the log.
    scheduler.pause();
    EmbeddedPostgres postgres = running;
    if (postgres != null) {
      postgres.close();
    }
  }
}
