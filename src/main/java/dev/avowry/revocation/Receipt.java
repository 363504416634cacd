package dev.avowry.revocation;

import dev.avowry.ledger.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far an entry has come, at one moment: for each resource that tokens may be for which it
 * kills, and for each verifier of it, whether such tokens are known to be refused there.
 */
public record Receipt(Entry entry, List<Line> lines) {
  /** Stands for every resource that nobody has registered for. */
  public static final String ANY = "*";

  public Receipt {
    lines = List.copyOf(lines);
  }

  /**
   * When the last token that the entry kills has expired, whoever knows of the entry and whatever
   * skew a verifier allows.
   */
  public Instant deadBy() {
    return entry.until();
  }

  /** One resource at one verifier. */
  public sealed interface Line {
    /** What the tokens are for. */
    String resource();

    /** The verifier has said that it refuses them. */
    record Closed(String resource, Verifier verifier, Instant acknowledgedAt) implements Line {}

    /** The verifier has not said so; until then they may be let in. */
    record ExpiresAt(String resource, Verifier verifier, Instant at) implements Line {}

    /** Nobody is registered for the resource, so that nobody will say so. */
    record Unknown(String resource) implements Line {}
  }

  /**
   * Draws one up.
   *
   * @param resources what tokens below the target may be for; empty if that has no limit
   * @param verifiers those that serve one of them, each with its first acknowledgement of this
   *     entry or a later one
   */
  static Receipt of(Entry entry, Optional<Set<String>> resources, List<Verifier> verifiers) {
    List<Line> lines = new ArrayList<>();
    for (String resource : resources.orElseGet(() -> served(verifiers))) {
      List<Verifier> serving =
          verifiers.stream().filter(each -> each.resources().contains(resource)).toList();
      serving.forEach(verifier -> lines.add(line(resource, verifier, entry)));
      if (serving.isEmpty()) {
        lines.add(new Line.Unknown(resource));
      }
    }
    if (resources.isEmpty()) {
      lines.add(new Line.Unknown(ANY));
    }
    return new Receipt(entry, lines);
  }

  private static Set<String> served(List<Verifier> verifiers) {
    Set<String> served = new TreeSet<>();
    verifiers.forEach(verifier -> served.addAll(verifier.resources()));
    return served;
  }

  private static Line line(String resource, Verifier verifier, Entry entry) {
    return verifier
        .acknowledged()
        .filter(mark -> mark.seq() >= entry.seq())
        .<Line>map(mark -> new Line.Closed(resource, verifier, mark.at()))
        .orElseGet(() -> new Line.ExpiresAt(resource, verifier, entry.until()));
  }
}
