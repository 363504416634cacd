package dev.avowry.canary;

import dev.avowry.kernel.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one run found.
 *
 * @param number counts runs, from 1
 * @param at when it was begun
 * @param kill how the root was ended; empty when it did not come to that
 * @param problem why it did not
 * @param sightings what each verifier did
 */
public record Run(
    long number,
    Instant at,
    Optional<Kill> kill,
    Optional<String> problem,
    List<Sighting> sightings) {
  public Run {
    sightings = List.copyOf(sightings);
  }

  /**
   * The end of the root.
   *
   * @param seq the entry
   * @param commit from the order until it was durable
   * @param publish from then until the stream of this replica had the signed entry; empty when
   *     nobody read it here
   */
  public record Kill(long seq, Duration commit, Optional<Duration> publish) {}

  /**
   * What a verifier did.
   *
   * @param resource for which the token was
   */
  public record Sighting(NodeId verifier, String resource, Verdict verdict) {}

  static Run failed(long number, Instant at, String problem) {
    return new Run(number, at, Optional.empty(), Optional.of(problem), List.of());
  }
}
