package dev.avowry.it;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two administrators for whom two humans answer: what the first suspends the second gives back.
 * Their tokens are minted anew in time, and when they were ended with everybody else's.
 */
final class Office {
  private static final Duration FRESH = Duration.ofMinutes(3);

  private final TestClient first;
  private final TestClient second;
  private final Map<TestClient, String> tokens = new HashMap<>();
  private Instant minted = Instant.EPOCH;

  private Office(TestClient first, TestClient second) {
    this.first = first;
    this.second = second;
  }

  static Office of(TwoReplicas pair) {
    TestClient first = pair.administrator();
    Replica replica = pair.one();
    String token = mint(replica, first);
    ECKey key = TestClient.newKey();
    JsonObject agent =
        new JsonObject()
            .put("name", "second administrator")
            .put("kind", "service")
            .put("purpose", "administers")
            .put("sponsor", sponsor(replica, token))
            .put("scopes", new JsonArray(List.of("admin")))
            .put("jwks", Replica.keys(key));
    String id =
        replica.post("/v1/agents", token, agent.encode()).require(201).object().getString("id");
    return new Office(first, new TestClient(id, key));
  }

  /** A token of the first, good at every replica. */
  synchronized String first(Replica at) {
    return token(at, first);
  }

  /** A token of the second, good at every replica. */
  synchronized String second(Replica at) {
    return token(at, second);
  }

  /** The tokens are dead, or may be. */
  synchronized void renew() {
    minted = Instant.EPOCH;
  }

  /** A new sponsor's id. */
  static String sponsor(Replica at, String token) {
    return at.post("/v1/sponsors", token, "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}")
        .require(201)
        .object()
        .getString("id");
  }

  private String token(Replica at, TestClient who) {
    if (minted.plus(FRESH).isBefore(Instant.now())) {
      tokens.put(first, mint(at, first));
      tokens.put(second, mint(at, second));
      minted = Instant.now();
    }
    return tokens.get(who);
  }

  private static String mint(Replica at, TestClient who) {
    return at.form(
            "/token",
            who,
            Map.of("grant_type", "client_credentials", "scope", "admin", "resource", Api.ISSUER))
        .require(200)
        .object()
        .getString("access_token");
  }
}
