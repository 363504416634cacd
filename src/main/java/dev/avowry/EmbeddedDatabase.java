package dev.avowry;

import dev.avowry.postgres.EmbeddedPostgres;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that comes along, for as long as the service runs. It is there before the
 * framework reads its configuration, and goes after everything that uses it.
 */
@ApplicationScoped
class EmbeddedDatabase {
  private static final String EMBEDDED = "avowry.db.embedded";
  private static final String URL = "avowry.db.url";
  private static final String USER = "avowry.db.user";
  private static final String PASSWORD = "avowry.db.password";

  private static volatile @Nullable EmbeddedPostgres running;

  /** Starts it, and tells the configuration where it is. */
  static void start(Config config) {
    String data = config.getOptionalValue("avowry.data-dir", String.class).orElse("data");
    EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(data, "postgres"));
    running = postgres;
    System.getProperties()
        .putAll(
            Map.of(
                EMBEDDED, "true",
                URL, postgres.url(),
                USER, postgres.user(),
                PASSWORD, postgres.password()));
  }

  /**
   * Last of all observers. In the exit handler of {@code Quarkus.run} it would race with the end of
   * the process.
   */
  void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event, Scheduler scheduler) {
    // What is scheduled would only find out that the database is gone, and say so in the log.
    scheduler.pause();
    stop();
  }

  /** For a start that failed before there was anything to observe; again does nothing. */
  static void stop() {
    EmbeddedPostgres postgres = running;
    if (postgres != null) {
      postgres.close();
      // A start that follows in this process, as in development mode, makes its own.
      List.of(EMBEDDED, URL, USER, PASSWORD).forEach(System::clearProperty);
      running = null;
    }
  }
}
