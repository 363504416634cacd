package dev.avowry.bench;

import dev.avowry.bench.target.Scenario;
import java.util.List;
import java.util.Optional;

/** The scenarios of a run as tables. */
record ScenarioTables(List<Measured> all) {
  private static final String AVOWRY = "Avowry";
  private static final String KEYCLOAK = "Keycloak";
  private static final List<Scenario> METHODS =
      List.of(Scenario.SECRET, Scenario.DPOP, Scenario.FEDERATED, Scenario.CERTIFICATE);

  /** The highest rate, and what a request costs there. */
  Table closed() {
    Table table =
        new Table(
            "scenario, target",
            "requests/s",
            "requests/CPU-s",
            "server µs",
            "database µs",
            "generator µs",
            "p50 ms",
            "p99 ms",
            "p99.9 ms");
    for (Measured one : all) {
      table.row(
          name(one),
          one.perSecond(),
          one.perCpuSecond(),
          Spread.of(one.closed(), Round::serverMicros),
          Spread.of(one.closed(), Round::databaseMicros),
          Spread.of(one.closed(), Round::generatorMicros),
          one.closedMillis(50),
          one.closedMillis(99),
          one.closedMillis(99.9));
    }
    return table;
  }

  /** Latency at a constant rate. */
  Table constant() {
    Table table =
        new Table("scenario, target", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "longest ms");
    for (Measured one : all) {
      Round round = one.constant();
      table.row(
          name(one),
          round.perSecond(),
          round.sample().millis(50),
          round.sample().millis(99),
          round.sample().millis(99.9),
          round.sample().millis(100));
    }
    return table;
  }

  /** How many times as much as Keycloak. */
  Table ratios() {
    Table table =
        new Table(
            "Avowry to Keycloak",
            "requests/s",
            "requests/CPU-s",
            "p50 at half load",
            "p99 at half load");
    for (Scenario scenario : Scenario.values()) {
      find(scenario, KEYCLOAK).ifPresent(theirs -> ratio(table, scenario, theirs));
    }
    return table;
  }

  private void ratio(Table table, Scenario scenario, Measured theirs) {
    find(scenario, AVOWRY)
        .ifPresent(
            ours ->
                table.row(
                    scenario.code(),
                    ours.perSecond().median() / theirs.perSecond().median(),
                    ours.perCpuSecond().median() / theirs.perCpuSecond().median(),
                    ours.constant().sample().millis(50) / theirs.constant().sample().millis(50),
                    ours.constant().sample().millis(99) / theirs.constant().sample().millis(99)));
  }

  /** What another way to prove oneself costs, as a share of {@code private_key_jwt}. */
  Table methods() {
    Table table = new Table("share of private-key-jwt's", "requests/s", "requests/CPU-s");
    find(Scenario.PRIVATE_KEY_JWT, AVOWRY)
        .ifPresent(
            plain ->
                METHODS.stream()
                    .flatMap(scenario -> find(scenario, AVOWRY).stream())
                    .forEach(
                        one ->
                            table.row(
                                one.scenario().code(),
                                one.perSecond().median() / plain.perSecond().median(),
                                one.perCpuSecond().median() / plain.perCpuSecond().median())));
    return table;
  }

  /** What is served from memory, as a share of a server that does nothing. */
  Table shares() {
    Table table = new Table("share of the bare server's", "requests/s", "requests/CPU-s");
    for (Measured hello : all.stream().filter(it -> it.scenario() == Scenario.HELLO).toList()) {
      for (Measured one : all) {
        if (one.scenario() == Scenario.JWKS || one.scenario() == Scenario.LIST) {
          table.row(
              name(one),
              one.perSecond().median() / hello.perSecond().median(),
              one.perCpuSecond().median() / hello.perCpuSecond().median());
        }
      }
    }
    return table;
  }

  private Optional<Measured> find(Scenario scenario, String target) {
    return all.stream()
        .filter(it -> it.scenario() == scenario && it.target().equals(target))
        .findFirst();
  }

  private static String name(Measured one) {
    return one.scenario().code() + ", " + one.target();
  }
}
