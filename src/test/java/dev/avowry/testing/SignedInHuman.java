package dev.avowry.testing;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import dev.avowry.people.Role;
import dev.avowry.people.RoleStore;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import java.time.Instant;
import java.util.Map;

/**
 * A human who has signed in.
 *
 * @param id their node
 */
public record SignedInHuman(String id, TestBrowser browser) {
  /** One who answers for agents and may do nothing else. */
  public static SignedInHuman sponsor(String name) {
    String id =
        Api.admin()
            .body(Map.of("name", name, "email", "human@example.com"))
            .post("/v1/sponsors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new SignedInHuman(id, TestBrowser.of(id));
  }

  /** One with a role. */
  public static SignedInHuman with(Role role, String name) {
    SignedInHuman human = sponsor(name);
    RoleStore roles = Arc.container().instance(RoleStore.class).get();
    NodeId node = NodeId.parse(human.id).orElseThrow();
    try {
      VertxContextSupport.subscribeAndAwait(
          () ->
              Panache.withTransaction(() -> roles.grant(node, role, Event.ITSELF, Instant.now())));
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
    return human;
  }

  /** An agent below this human. */
  public TestClient agent(String name) {
    return Api.agent(id).with("name", name).register();
  }
}
