package dev.avowry;

import dev.avowry.kernel.CannotStart;
import dev.avowry.postgres.PostgresUnavailable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts Avowry: the database that comes along where none is configured, then the service. With the
 * argument {@code migrate} it brings the schema of a configured database up to date and ends; with
 * {@code audit verify} it verifies an export of the ledger and ends.
 */
@QuarkusMain
public final class Avowry {
  private Avowry() {}

  /** Runs until told to stop. */
  public static void main(String[] args) {
    if (AuditCommand.isMeantBy(args)) {
      System.exit(AuditCommand.run(List.of(args), System.out, System.err));
    }
    Config config = ConfigProvider.getConfig();
    try {
      if (args.length == 1 && args[0].equals("migrate")) {
        Schema.migrateOnly(config);
        return;
      }
      Optional<DatabaseUrl> database = DatabaseUrl.configured(config);
      database.ifPresentOrElse(DatabaseUrl::publish, () -> EmbeddedDatabase.start(config));
    } catch (CannotStart | PostgresUnavailable failure) {
      Exit.with(1, failure);
      return;
    }
    Quarkus.run(Announcement.class, Exit::with, args);
  }
}
