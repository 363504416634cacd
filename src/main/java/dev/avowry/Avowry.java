package dev.avowry;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts Avowry: the database that comes along where none is configured, then the service. */
@QuarkusMain
public final class Avowry {
  private Avowry() {}

  /** Runs until told to stop. */
  public static void main(String[] args) {
    EmbeddedDatabase.startUnlessConfigured();
    Quarkus.run(Announcement.class, args);
  }
}
