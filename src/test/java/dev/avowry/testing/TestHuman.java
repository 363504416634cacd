package dev.avowry.testing;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.token.HumanTokens;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.specification.RequestSpecification;
import java.util.Set;

/**
 * A sponsor as somebody who acts in person.
 *
 * @param id the sponsor's node
 */
public record TestHuman(String id) {
  /** A sponsor who was registered a moment ago. */
  public static TestHuman sponsor() {
    return new TestHuman(Api.sponsor());
  }

  /** The sponsor's node. */
  public NodeId node() {
    return NodeId.parse(id).orElseThrow();
  }

  /** A request by themselves, as nobody's administrator. */
  public RequestSpecification as() {
    return Api.as(token());
  }

  /** An access token of their own, without any role. */
  public String token() {
    return token(Set.of());
  }

  /** An access token of their own with these scopes. */
  public String token(Set<String> scopes) {
    try {
      HumanTokens tokens = Arc.container().instance(HumanTokens.class).get();
      return VertxContextSupport.subscribeAndAwait(
              () -> tokens.issue(node(), scopes, "test", Origin.itself("test")))
          .accessToken();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** An agent of theirs. */
  public TestClient agent() {
    return Api.agent(id).register();
  }
}
