package dev.avowry.it;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Agents that call the orders service, and agents that it is itself, at an Avowry that is its own
 * issuer.
 */
final class OrdersAgents {
  static final String AUDIENCE = "https://orders.example";

  private final AvowryProcess avowry;
  private final Administrator administrator;
  private final String sponsor;

  private OrdersAgents(AvowryProcess avowry, Administrator administrator, String sponsor) {
    this.avowry = avowry;
    this.administrator = administrator;
    this.sponsor = sponsor;
  }

  static OrdersAgents at(AvowryProcess avowry, Administrator administrator) throws Exception {
    String body = "{\"name\": \"Grace\", \"email\": \"grace@example.com\"}";
    String sponsor = administrator.make("/v1/sponsors", body).get("id").asText();
    return new OrdersAgents(avowry, administrator, sponsor);
  }

  /** An agent that may have the scopes for the orders service. */
  TestClient caller(String name, String... scopes) throws Exception {
    return register(name, List.of(scopes), List.of(AUDIENCE));
  }

  /** A process of the orders service, which may acknowledge. */
  TestClient server(String name) throws Exception {
    TestClient server = register(name, List.of("revocations:ack"), List.of());
    JsonObject verifier =
        new JsonObject()
            .put("agent", server.id())
            .put("name", name)
            .put("resources", new JsonArray(List.of(AUDIENCE)));
    administrator.make("/v1/verifiers", verifier.encode());
    return server;
  }

  /** A token that the client gets by its own key. */
  String token(TestClient client, String scope) throws Exception {
    return grant(client, Map.of("grant_type", "client_credentials", "scope", scope));
  }

  /** A token on behalf of the first, in the hands of the second. */
  String delegated(TestClient planner, TestClient worker, String scope) throws Exception {
    String first =
        grant(
            planner,
            Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                scope,
                "requested_actor",
                worker.id()));
    return grant(
        worker,
        Map.of(
            "grant_type", TestClient.TOKEN_EXCHANGE,
            "subject_token", first,
            "subject_token_type", TestClient.ACCESS_TOKEN));
  }

  private TestClient register(String name, List<String> scopes, List<String> resources)
      throws Exception {
    ECKey key = TestClient.newKey();
    JsonObject agent =
        new JsonObject()
            .put("name", name)
            .put("kind", "ai_agent")
            .put("purpose", "handles orders")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray(scopes))
            .put("resources", new JsonArray(resources))
            .put("jwks", Replica.keys(key));
    String id = administrator.make("/v1/agents", agent.encode()).get("id").asText();
    return new TestClient(id, key);
  }

  private String grant(TestClient client, Map<String, String> parameters) throws Exception {
    Map<String, String> form = new HashMap<>(parameters);
    form.put("resource", AUDIENCE);
    form.put("client_assertion_type", TestClient.ASSERTION_TYPE);
    form.put("client_assertion", client.assertion(claims -> claims.audience(issuer())));
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        avowry.send(
            HttpRequest.newBuilder(avowry.uri("/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (answer.statusCode() != 200) {
      throw new AssertionError("no token: " + answer.body());
    }
    return Administrator.JSON.readTree(answer.body()).get("access_token").asText();
  }

  String issuer() {
    return avowry.uri("").toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
