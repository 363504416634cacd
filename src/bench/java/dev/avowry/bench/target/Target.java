package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.util.Optional;
import java.util.Set;

/** A running server, prepared. */
public sealed interface Target permits Avowry, Keycloak, Hello {
  /** As in the report. */
  String name();

  /** What it can be asked. */
  Set<Scenario> scenarios();

  /**
   * Requests that will be answered with success for the next four minutes.
   *
   * @throws IllegalArgumentException the target does not have the scenario
   */
  Workload workload(Scenario scenario);

  /** Its process. */
  ServerProcess server();

  /** How long it took to start. */
  StartUp startUp();

  /** Its PostgreSQL, if it has one. */
  Optional<Database> database();
}
