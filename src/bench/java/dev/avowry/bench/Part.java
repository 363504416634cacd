package dev.avowry.bench;

import dev.avowry.bench.target.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a run of the benchmark can consist of. */
sealed interface Part {

  /** As it is named on the command line. */
  String code();

  /** A scenario, on all targets that have it. */
  record Compared(Scenario scenario) implements Part {
    @Override
    public String code() {
      return scenario.code();
    }
  }

  /** How fast this machine signs. */
  record Signatures() implements Part {
    @Override
    public String code() {
      return "signatures";
    }
  }

  /** The resource server's library. */
  record OfflineVerifier() implements Part {
    @Override
    public String code() {
      return "verifier";
    }
  }

  /** How long a kill takes while mints saturate the machine. */
  record Kill() implements Part {
    @Override
    public String code() {
      return "kill";
    }
  }

  /** What readers of the stream of revocations take from mints. */
  record Streams() implements Part {
    @Override
    public String code() {
      return "streams";
    }
  }

  /** What mints and revocations cost when there are many agents. */
  record Size() implements Part {
    @Override
    public String code() {
      return "size";
    }
  }

  /** A hundred verifiers, and how long it takes until each refuses. */
  record Arrival() implements Part {
    @Override
    public String code() {
      return "arrival";
    }
  }

  /** That the list is as long as rate and lifetime make it. Takes twenty minutes. */
  record Soak() implements Part {
    @Override
    public String code() {
      return "soak";
    }
  }

  /** What runs when nothing is said: all but the soak. */
  static List<Part> usual() {
    return all().stream().filter(part -> !(part instanceof Soak)).toList();
  }

  /** All there are, in the order in which they run. */
  static List<Part> all() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Signatures());
    for (Scenario scenario : Scenario.values()) {
      parts.add(new Compared(scenario));
    }
    parts.add(new OfflineVerifier());
    parts.add(new Kill());
    parts.add(new Streams());
    parts.add(new Arrival());
    parts.add(new Size());
    parts.add(new Soak());
    return List.copyOf(parts);
  }

  /** Those with the given names. */
  static Set<Part> named(String names) {
    Set<Part> parts = new LinkedHashSet<>();
    for (String name : names.split(",", -1)) {
      parts.add(
          all().stream()
              .filter(part -> part.code().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + name)));
    }
    return parts;
  }
}
