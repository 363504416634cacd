package dev.avowry.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is run and for how long, from arguments of the form {@code name=value}.
 *
 * @param parts in any order
 * @param targets {@code avowry}, {@code keycloak} or both
 * @param rounds of each scenario on each target
 * @param round how long each is
 * @param warmUp before the first round of a scenario, on each target
 * @param rate of the constant load, a second; 0 for half of what the closed loop reached
 * @param sizes numbers of agents
 * @param keycloakEvents whether Keycloak keeps a row for each token as well
 * @param withdrawing how much is revoked, and for whom
 */
record Options(
    Set<Part> parts,
    Set<String> targets,
    int rounds,
    Duration round,
    Duration warmUp,
    int connections,
    double rate,
    List<Integer> sizes,
    boolean keycloakEvents,
    Withdrawing withdrawing) {

  /** What a round uses, signed before it begins, lives for five minutes. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Set<String> TARGETS = Set.of("avowry", "keycloak");

  Options {
    parts = Set.copyOf(parts);
    targets = Set.copyOf(targets);
    sizes = List.copyOf(sizes);
    if (!TARGETS.containsAll(targets)) {
      throw new IllegalArgumentException("targets are avowry and keycloak");
    }
    if (rounds < 1 || connections < 1 || !round.isPositive() || !warmUp.isPositive()) {
      throw new IllegalArgumentException("rounds, round, warmup and connections must be positive");
    }
    if (round.compareTo(LONGEST) > 0 || warmUp.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a round takes 120 seconds at the most");
    }
  }

  /**
   * How much is revoked, and for whom.
   *
   * @param verifiers who learn of it
   * @param perSecond revocations that they learn of, a second
   * @param soakNodes how many are revoked in the soak
   * @param soakPerSecond how many a second
   */
  record Withdrawing(int verifiers, double perSecond, int soakNodes, double soakPerSecond) {
    Withdrawing {
      if (verifiers < 1 || perSecond <= 0 || soakNodes < 1 || soakPerSecond <= 0) {
        throw new IllegalArgumentException("verifiers, nodes and their rates must be positive");
      }
    }
  }

  /** The defaults, changed as the arguments say. */
  static Options of(String... arguments) {
    Map<String, String> values = defaults();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      if (pair.length != 2 || values.replace(pair[0], pair[1]) == null) {
        throw new IllegalArgumentException(
            argument + " is not an option; there are, with their defaults: " + defaults());
      }
    }
    return new Options(
        Part.named(value(values, "scenarios")),
        Set.of(value(values, "targets").split(",", -1)),
        Integer.parseInt(value(values, "rounds")),
        seconds(value(values, "round")),
        seconds(value(values, "warmup")),
        Integer.parseInt(value(values, "connections")),
        Double.parseDouble(value(values, "rate")),
        Arrays.stream(value(values, "sizes").split(",", -1)).map(Integer::valueOf).toList(),
        Boolean.parseBoolean(value(values, "keycloak-events")),
        new Withdrawing(
            Integer.parseInt(value(values, "verifiers")),
            Double.parseDouble(value(values, "revocations")),
            Integer.parseInt(value(values, "soak-nodes")),
            Double.parseDouble(value(values, "soak-rate"))));
  }

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put(
        "scenarios", Part.usual().stream().map(Part::code).collect(Collectors.joining(",")));
    defaults.put("targets", "avowry,keycloak");
    defaults.put("rounds", "3");
    defaults.put("round", "10");
    defaults.put("warmup", "30");
    defaults.put("connections", "64");
    defaults.put("rate", "0");
    defaults.put("sizes", "100,1000,10000,100000,1000000");
    defaults.put("keycloak-events", "false");
    defaults.put("verifiers", "100");
    defaults.put("revocations", "2");
    defaults.put("soak-nodes", "100000");
    defaults.put("soak-rate", "80");
    return defaults;
  }

  private static String value(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }

  private static Duration seconds(String value) {
    return Duration.ofSeconds(Long.parseLong(value));
  }

  /** In the report. */
  Map<String, String> described() {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("rounds", rounds + " of " + round.toSeconds() + " s on each target, in turns");
    described.put("warm-up", warmUp.toSeconds() + " s on each target, for each scenario");
    described.put("connections", Integer.toString(connections));
    described.put("constant rate", rate > 0 ? rate + " a second" : "half of the closed loop's");
    described.put("Keycloak's events", keycloakEvents ? "saved" : "not saved, its default");
    return described;
  }
}
