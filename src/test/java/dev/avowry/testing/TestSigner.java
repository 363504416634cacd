package dev.avowry.testing;

import com.nimbusds.jose.util.Base64URL;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An agent that has things signed. */
public final class TestSigner {
  /** The scope for it. */
  public static final String SCOPE = "sign";

  private TestSigner() {}

  /** An agent that may. */
  public static TestClient agent() {
    return under(Api.sponsor());
  }

  /** One below a sponsor. */
  public static TestClient under(String sponsor) {
    return Api.agent(sponsor).with("scopes", List.of("read", SCOPE, "agents:spawn")).register();
  }

  /** Signs a payload with what the test says besides. */
  public static Response jws(String token, String payload, Map<String, Object> more) {
    Map<String, Object> jws = new HashMap<>(more);
    jws.put("payload", encoded(payload));
    return Api.as(token).body(Map.of("jws", jws)).post("/v1/sign");
  }

  /** A JWS of the payload, signed by the agent. */
  public static String jws(TestClient agent, String payload) {
    return jws(agent.ownToken(SCOPE), payload, Map.of())
        .then()
        .statusCode(201)
        .extract()
        .path("jws");
  }

  /** Signs a request. */
  public static Response http(String token, Map<String, Object> request) {
    return Api.as(token).body(Map.of("http", request)).post("/v1/sign");
  }

  /** What becomes of a JWS. */
  public static Response verified(String token, String jws) {
    return Api.as(token).body(Map.of("jws", jws)).post("/v1/verify");
  }

  /** The keys of an agent as anyone finds them. */
  public static List<Map<String, Object>> published(TestClient agent) {
    return RestAssured.get("/v1/agents/{id}/signing-keys/jwks", agent.id())
        .then()
        .statusCode(200)
        .extract()
        .path("keys");
  }

  /** Base64url of the text. */
  public static String encoded(String text) {
    return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
