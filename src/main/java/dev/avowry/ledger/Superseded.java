package dev.avowry.ledger;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** A revocation came between a decision and its record: it has to be decided anew. */
public final class Superseded extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** More often than this is a storm. */
  private static final int DECISIONS = 3;

  /** An ordinary thing and no fault, so that nobody looks at a stack. */
  public Superseded() {
    super("a revocation came first", null, false, false);
  }

  /**
   * Decides and records, and does so once more each time that a revocation came first. In a storm
   * of revocations refused with {@link Reason#TEMPORARILY_UNAVAILABLE}.
   */
  public static <T> Uni<T> decideAnew(Supplier<Uni<T>> decision) {
    return Uni.createFrom()
        .deferred(decision::get)
        .onFailure(Superseded.class)
        .retry()
        .atMost(DECISIONS)
        .onFailure(Superseded.class)
        .transform(
            superseded ->
                Refusal.refused(
                    Reason.TEMPORARILY_UNAVAILABLE,
                    "authority is changing too fast to decide; try again"));
  }
}
