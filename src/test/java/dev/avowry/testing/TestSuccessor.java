package dev.avowry.testing;

import com.nimbusds.jose.jwk.ECKey;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key that an agent is about to add for itself: a request in order but for what a test changes.
 */
public final class TestSuccessor {
  private final TestClient old;
  private final ECKey key = TestClient.newKey();
  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims;

  private TestSuccessor(TestClient old) {
    this.old = old;
    this.claims = Forged.claims(old);
    header.put("alg", "ES256");
    header.put("typ", "successor-key+jwt");
    header.put("jwk", key.toPublicJWK().toJSONObject());
  }

  /** One that the agent's present key brings in. */
  public static TestSuccessor of(TestClient old) {
    return new TestSuccessor(old);
  }

  /** The agent by its new key. */
  public TestClient client() {
    return new TestClient(old.id(), key);
  }

  /** With another member of the header. */
  public TestSuccessor header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  /** With another claim. */
  public TestSuccessor claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  /** The proof, signed with the new key. */
  public String proof() {
    return Forged.jws(key, header, claims);
  }

  /** Asks for it. */
  public Response add() {
    return add(RestAssured.given());
  }

  /** Asks for it on top of what the request has. */
  public Response add(RequestSpecification request) {
    return add(request, old.ownToken("read"), old.assertion(), proof());
  }

  /** Asks for it with these. */
  public static Response add(
      RequestSpecification request, String token, String assertion, String proof) {
    return request
        .spec(Api.as(token))
        .body(Map.of("client_assertion", assertion, "proof", proof))
        .post("/v1/me/credentials");
  }

  /** Adds it. */
  public String added() {
    return add().then().statusCode(201).extract().path("id");
  }
}
