package dev.avowry.revocation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.KnownEntries;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of tokens that are suspended: of those nothing is minted.
 *
 * <p>Remembered, and made safe by the fence: an entry that names a class since it was read breaks
 * the hold that a mint is given, so that it is read again. A class that was resumed since is no
 * entry; so that nothing is refused upon memory.
 */
@ApplicationScoped
public class Suspensions {
  /**
   * What was read.
   *
   * @param classes the ids of those that are suspended
   * @param asOf the head as the same statement saw it
   */
  public record Reading(Set<String> classes, Fence asOf) {
    public Reading {
      classes = Set.copyOf(classes);
    }

    private Hold hold(Set<String> ids) {
      return new Hold(ids, asOf);
    }
  }

  private final SuspensionStore store;
  private final KnownEntries known;
  private volatile @Nullable Reading memory;

  Suspensions(SuspensionStore store, KnownEntries known) {
    this.store = store;
    this.known = known;
  }

  /**
   * What a mint of a token in these classes rests on; refused when one of them is suspended.
   *
   * @param administers whether the token is one to administer Avowry itself with: those are minted
   *     all the same, or nobody could resume
   */
  public Uni<Hold> pass(Set<String> classes, boolean administers) {
    Reading remembered = memory;
    return remembered != null
            && known.stands(remembered.hold(classes))
            && mayPass(remembered, classes, administers)
        ? Uni.createFrom().item(remembered.hold(classes))
        : store
            .suspended()
            .invoke(this::remember)
            .map(reading -> required(reading, classes, administers));
  }

  private static boolean mayPass(Reading reading, Set<String> classes, boolean administers) {
    return administers || Collections.disjoint(reading.classes(), classes);
  }

  private static Hold required(Reading reading, Set<String> classes, boolean administers) {
    if (!mayPass(reading, classes, administers)) {
      throw Refusal.refused(
          Reason.INVALID_GRANT, "tokens of a class that this one is in are suspended");
    }
    return reading.hold(classes);
  }

  private void remember(Reading reading) {
    memory = reading;
  }
}
