package dev.avowry;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The schema is the one that this version needs, or a later one, before anything reads it, what is
 * scheduled included. A start sees to that itself, or with {@code avowry.db.migrate-at-start=false}
 * leaves it to {@code migrate} and only looks.
 */
@Singleton
final class Schema {
  /** After the settings were looked at, before the keys are read. */
  private static final int EARLY = 10;

  void start(
      @Observes @Priority(EARLY) StartupEvent event,
      Flyway flyway,
      Scheduler scheduler,
      @ConfigProperty(name = "avowry.db.migrate-at-start") boolean migrateAtStart) {
    if (migrateAtStart) {
      migrate(flyway);
    } else {
      requireMigrated(flyway);
    }
    scheduler.resume();
  }

  /** Migrates and says so: all that {@code migrate} does, without the service around it. */
  static void migrateOnly(Config config) {
    DatabaseUrl url =
        DatabaseUrl.configured(config)
            .orElseThrow(
                () -> new CannotStart("migrate needs AVOWRY_DB_URL: the database to migrate"));
    Flyway flyway =
        Flyway.configure()
            .dataSource(
                url.jdbc(),
                config.getValue("quarkus.datasource.username", String.class),
                config.getOptionalValue("avowry.db.password", String.class).orElse(""))
            .load();
    MigrateResult result = migrate(flyway);
    System.out.printf("Avowry's schema is up to date: applied=%d%n", result.migrationsExecuted);
  }

  private static MigrateResult migrate(Flyway flyway) {
    try {
      return flyway.migrate();
    } catch (FlywayException failure) {
      throw unusable(failure);
    }
  }

  private static void requireMigrated(Flyway flyway) {
    try {
      CannotStart.unless(
          flyway.validateWithResult().validationSuccessful,
          "the database's schema is not the one that this version needs: run `migrate`, or set"
              + " AVOWRY_DB_MIGRATE_AT_START=true");
    } catch (FlywayException failure) {
      throw unusable(failure);
    }
  }

  private static CannotStart unusable(FlywayException failure) {
    Throwable said = failure;
    while (said.getCause() != null && !(said instanceof SQLException)) {
      said = said.getCause();
    }
    String why = String.valueOf(said.getMessage()).lines().findFirst().orElse("");
    return new CannotStart("the database cannot be used: " + why, failure);
  }
}
