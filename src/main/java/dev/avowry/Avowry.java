package dev.avowry;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts. */
@QuarkusMain
public final class Avowry {
  private Avowry() {}

  /** Runs. */
  public static void main(String[] args) {
    Quarkus.run(args);
  }
}
