package dev.avowry.testing;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.token.HumanTokens;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import java.util.Set;

/** Tokens of humans for Avowry's own API. */
public final class Human {
  private Human() {}

  /** A token of a sponsor with these scopes. */
  public static String token(String sponsor, Set<String> scopes) {
    try {
      HumanTokens tokens = Arc.container().instance(HumanTokens.class).get();
      NodeId human = NodeId.parse(sponsor).orElseThrow();
      return VertxContextSupport.subscribeAndAwait(
              () -> tokens.issue(human, scopes, "test", Origin.itself("test")))
          .accessToken();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
