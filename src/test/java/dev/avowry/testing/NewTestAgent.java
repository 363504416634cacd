package dev.avowry.testing;

import com.nimbusds.jose.jwk.ECKey;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An agent that a test is about to register: a body that is in order, and its key. */
public final class NewTestAgent {
  private final Map<String, Object> body = new HashMap<>();
  private final ECKey key = TestClient.newKey();

  private NewTestAgent() {}

  /** An agent under a sponsor, with room for sub-agents below it. */
  static NewTestAgent under(String sponsor) {
    return subAgent()
        .with("sponsor", sponsor)
        .with("scopes", List.of("read", "write", "agents:spawn"))
        .with("max_depth", 6)
        .with("max_children", 1000);
  }

  /** An agent that another registers below itself. */
  public static NewTestAgent subAgent() {
    NewTestAgent agent = new NewTestAgent();
    return agent
        .with("name", "an agent of the tests")
        .with("kind", "ai_agent")
        .with("purpose", "is tested")
        .with("scopes", List.of("read"))
        .with("resources", List.of(Api.ORDERS))
        .with("max_ttl", 300)
        .with("jwks", Map.of("keys", List.of(agent.key.toPublicJWK().toJSONObject())));
  }

  /** The same with another value of one member. */
  public NewTestAgent with(String member, Object value) {
    body.put(member, value);
    return this;
  }

  /** The same without a member. */
  public NewTestAgent without(String member) {
    body.remove(member);
    return this;
  }

  /** The body as it stands. */
  public Map<String, Object> body() {
    return Map.copyOf(body);
  }

  /** Tries to register it with the given token. */
  public Response tryRegister(String accessToken) {
    return Api.as(accessToken).body(body).post("/v1/agents");
  }

  /** Registers it with the given token. */
  public TestClient register(String accessToken) {
    String id = tryRegister(accessToken).then().statusCode(201).extract().path("id");
    return new TestClient(id, key);
  }

  /** Registers it as the administrator. */
  public TestClient register() {
    return register(Api.adminToken());
  }
}
