package dev.avowry.revocation.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a dry run names is what then dies, and nothing else does. */
@AvowryTest
class DryRunTest {
  /** A token with the client that may ask about it, who is outside of what is killed. */
  private record Held(String jwt, TestClient reader) {
    String jti() {
      return Api.claims(jwt).getString("jti");
    }

    boolean isAlive() {
      return reader.introspect(jwt).<Boolean>path("active");
    }
  }

  private final String resource = "https://dry-" + UUID.randomUUID() + ".example";
  private final List<Held> tokens = new ArrayList<>();
  private TestClient reader;
  private TestClient top;
  private TestClient middle;
  private TestClient bottom;
  private TestClient stopped;

  @BeforeEach
  void register() {
    reader =
        Api.agent(Api.sponsor())
            .with("scopes", List.of("tokens:introspect", "read"))
            .with("resources", List.of(resource, Api.ORDERS, Api.ISSUER))
            .register();
    top = agent(Api.agent(Api.sponsor())).register();
    middle = below(top);
    bottom = below(middle);
    stopped = below(top);
  }

  @Test
  @DisplayName("an agent amid a tree → its agents, delegations, tokens, scopes and resources")
  void namesExactlyWhatDies() {
    String tops = hold(mint(top, "read", resource));
    String middles = hold(mint(middle, "read write", resource));
    hold(mint(bottom, "read", Api.ORDERS));
    hold(exchanged(middle, tops));
    String bottoms = hold(exchanged(bottom, middles));
    hold(mint(stopped, "read", resource));
    Api.order("suspend", "agent", stopped.id()).then().statusCode(200);
    Api.order("revoke", "token", Api.claims(bottoms).getString("jti")).then().statusCode(200);
    Set<String> before = alive();

    Response dry = order("agent", middle.id(), true);
    JsonPath would = dry.then().statusCode(200).extract().jsonPath();
    assertEquals(before, alive(), "nothing has died yet");
    Response real = order("agent", middle.id(), false);

    Set<String> died = new HashSet<>(before);
    died.removeAll(alive());
    assertEquals(died, Set.copyOf(would.getList("would_end.tokens.items", String.class)));
    assertEquals(died.size(), would.getInt("would_end.tokens.total"));
    assertEquals(
        Set.of(middle.id(), bottom.id()),
        Set.copyOf(would.getList("would_end.agents.items", String.class)));
    assertEquals(
        Set.of("read", "write", "agents:spawn"),
        Set.copyOf(would.getList("would_end.scopes.items", String.class)));
    assertEquals(
        Set.of(resource, Api.ORDERS, Api.ISSUER),
        Set.copyOf(would.getList("would_end.resources.items", String.class)));
    assertEquals(would.getInt("would_end.agents.total"), real.<Integer>path("affected.agents"));
    assertEquals(
        would.getInt("would_end.delegations.total"), real.<Integer>path("affected.delegations"));
    assertEquals(died.size(), real.<Integer>path("affected.live_tokens"));
  }

  @Test
  @DisplayName("what was stopped before is not named again, nor are its tokens")
  void namesNothingTwice() {
    hold(mint(middle, "read", resource));
    hold(mint(bottom, "read", resource));
    Api.order("suspend", "agent", bottom.id()).then().statusCode(200);

    JsonPath would = order("agent", middle.id(), true).jsonPath();

    assertEquals(List.of(middle.id()), would.getList("would_end.agents.items"));
    // Its own, and the one that it spawned with.
    assertEquals(2, would.getInt("would_end.tokens.total"));
    order("agent", middle.id(), false).then().body("affected.live_tokens", equalTo(2));
    order("agent", middle.id(), true)
        .then()
        .body("would_end.agents.total", equalTo(0))
        .body("would_end.tokens.total", equalTo(0));
  }

  @Test
  @DisplayName("a class → its tokens, and no agent")
  void namesAClass() {
    String here = hold(mint(middle, "read", resource));
    hold(mint(middle, "read", Api.ORDERS));

    order("resource", resource, true)
        .then()
        .statusCode(200)
        .body("would_end.tokens.items", equalTo(List.of(Api.claims(here).getString("jti"))))
        .body("would_end.resources.items", equalTo(List.of(resource)))
        .body("would_end.agents.total", equalTo(0));
  }

  private Set<String> alive() {
    Set<String> jtis = new HashSet<>();
    tokens.stream().filter(Held::isAlive).map(Held::jti).forEach(jtis::add);
    return jtis;
  }

  private String hold(String jwt) {
    tokens.add(new Held(jwt, reader));
    return jwt;
  }

  private static String mint(TestClient client, String scope, String resource) {
    return client.token(scope, resource);
  }

  private String exchanged(TestClient actor, String subject) {
    return actor.exchange(subject, Map.of()).then().statusCode(200).extract().path("access_token");
  }

  private TestClient below(TestClient parent) {
    return agent(NewTestAgent.subAgent()).register(hold(parent.ownToken("agents:spawn")));
  }

  private NewTestAgent agent(NewTestAgent agent) {
    return agent
        .with("scopes", List.of("read", "write", "agents:spawn"))
        .with("resources", List.of(resource, Api.ORDERS));
  }

  private static Response order(String target, String id, boolean dryRun) {
    Map<String, Object> order = new HashMap<>(Api.order("revoke", target, id, dryRun));
    return Api.admin().body(order).post("/v1/revocations");
  }
}
