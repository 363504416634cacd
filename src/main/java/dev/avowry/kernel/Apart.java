package dev.avowry.kernel;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Work on a context of its own: sessions of the database of several at once would meet on one. */
public final class Apart {
  private Apart() {}

  /** The work, begun when it is subscribed to, on an event loop. */
  public static <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            done -> {
              Context own = VertxContext.createNewDuplicatedContext(Vertx.currentContext());
              VertxContextSafetyToggle.setContextSafe(own, true);
              own.runOnContext(any -> work.get().subscribe().with(done::complete, done::fail));
            });
  }
}
