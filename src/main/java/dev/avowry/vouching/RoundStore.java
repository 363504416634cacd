package dev.avowry.vouching;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Rounds, one a provider and at one replica at a time. Times are the database's. */
public interface RoundStore {
  /**
   * Begins a round that is due, or goes on with one that another replica left; empty when there is
   * neither, or it is another's.
   *
   * @param lease for how long it is this replica's
   */
  Uni<Optional<Long>> begin(String provider, Duration lease);

  /** Holds on to it; false when it is another's by now. */
  Uni<Boolean> extend(String provider, long round, Duration lease);

  /**
   * It is over.
   *
   * @param held whether what it refused is not heeded
   * @param next until the next one
   */
  Uni<Void> end(String provider, long round, boolean held, Duration next);

  /** Of which providers the last round's refusals are not heeded. */
  Uni<Set<String>> held();
}
