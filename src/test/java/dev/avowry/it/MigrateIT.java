package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The argument migrate")
class MigrateIT {
  private static Path folder;
  private static ExternalDatabase database;

  @BeforeAll
  static void start() throws Exception {
    folder = Folders.fresh("migrate");
    database = ExternalDatabase.in(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (database != null) {
      database.close();
    }
  }

  @Test
  @DisplayName("makes the schema that a replica finds which does not migrate itself")
  void migratesForOthers() throws Exception {
    AvowryProcess.Ended early = replica().run();
    assertEquals(1, early.code());
    assertTrue(early.output().contains("run `migrate`"), early.output());

    AvowryProcess.Ended migration =
        AvowryProcess.in(folder)
            .on(database)
            .with("AVOWRY_DB_URL", "jdbc:" + database.url())
            .argument("migrate")
            .run();
    assertEquals(0, migration.code(), migration.output());
    assertTrue(migration.output().contains("schema is up to date"), migration.output());
    assertEquals("0", database.ask("select count(*) from signing_key"));

    try (AvowryProcess started = replica().start()) {
      assertEquals(200, started.status("/jwks"));
    }
  }

  @Test
  @DisplayName("without the database ends with 1 and one sentence")
  void needsTheDatabase() throws Exception {
    AvowryProcess.Ended away =
        AvowryProcess.in(folder)
            .with("AVOWRY_DB_URL", "postgresql://127.0.0.1:1/avowry")
            .argument("migrate")
            .run();
    assertEquals(1, away.code());
    assertTrue(away.output().contains("the database cannot be used: "), away.output());
    assertFalse(away.output().contains("\tat "), away.output());

    AvowryProcess.Ended none = AvowryProcess.in(folder).argument("migrate").run();
    assertEquals(1, none.code());
    assertTrue(none.output().contains("migrate needs AVOWRY_DB_URL"), none.output());
  }

  private static AvowryProcess.Setup replica() throws Exception {
    return AvowryProcess.in(folder)
        .on(database)
        .with("AVOWRY_DB_MIGRATE_AT_START", "false")
        .with("AVOWRY_KEK_FILE", database.kek().toString());
  }
}
