package dev.avowry.console;

import dev.avowry.agent.Extent;
import dev.avowry.audit.Recorded;
import dev.avowry.ledger.PlacedEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an agent made of its ceiling, by the rows of its last tokens: nothing here is guessed.
 *
 * @param tokens how many rows were looked at
 */
public record Usage(int tokens, Set<String> scopes, Set<String> resources) {
  public Usage {
    scopes = Set.copyOf(scopes);
    resources = Set.copyOf(resources);
  }

  /** Of rows that tell of tokens that were issued. */
  public static Usage of(List<PlacedEvent> issued) {
    Set<String> scopes = new TreeSet<>();
    Set<String> resources = new TreeSet<>();
    for (PlacedEvent row : issued) {
      scopes.addAll(Recorded.of(row).words("scope").orElse(Set.of()));
      row.line().target().ifPresent(resources::add);
    }
    return new Usage(issued.size(), scopes, resources);
  }

  /**
   * Something that may be had.
   *
   * @param used whether one of the last tokens had it
   */
  public record Part(String value, boolean used) {}

  /** The scopes of a ceiling; where it has no limit, those that were used. */
  public List<Part> scopesOf(Extent ceiling) {
    return parts(ceiling, scopes);
  }

  /** The resources of a ceiling; where it has no limit, those that were used. */
  public List<Part> resourcesOf(Extent ceiling) {
    return parts(ceiling, resources);
  }

  private static List<Part> parts(Extent ceiling, Set<String> used) {
    Set<String> all =
        switch (ceiling) {
          case Extent.Any any -> used;
          case Extent.Only only -> only.values();
        };
    return all.stream().sorted().map(value -> new Part(value, used.contains(value))).toList();
  }
}
