package dev.avowry.testing;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** The service's own beans, for what there is no request for. */
public final class Beans {
  private Beans() {}

  /** What a bean answers, on a context as a request has it. */
  public static <B, T> T ask(Class<B> type, Function<B, Uni<T>> question) {
    B bean = Arc.container().instance(type).get();
    try {
      return VertxContextSupport.subscribeAndAwait(() -> question.apply(bean));
    } catch (RuntimeException refused) {
      throw refused;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
