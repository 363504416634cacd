package dev.avowry.sponsorship;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** How what is done on a schedule goes on when a part of it fails. */
final class Turns {
  private static final Logger LOG = Logger.getLogger(Turns.class);

  private Turns() {}

  /** One after the other; one that fails is tried again another time, and the others are done. */
  static <T> Uni<Void> each(List<T> all, String failed, Function<T, Uni<?>> what) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(one -> quietly(failed, what.apply(one)))
        .collect()
        .last();
  }

  /** Its failure is told to the log, and to nobody else. */
  static Uni<Void> quietly(String failed, Uni<?> what) {
    return what.replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("%s: cause=%s", failed, failure))
        .onFailure()
        .recoverWithNull();
  }
}
