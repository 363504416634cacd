package dev.avowry.testing;

import com.nimbusds.jose.jwk.ECKey;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A client that has registered itself.
 *
 * @param client with its key
 * @param access its registration access token
 * @param sponsor who answers for it
 */
public record Registrant(TestClient client, String access, String sponsor) {
  /** Its {@code client_id}. */
  public String id() {
    return client.id();
  }

  /** The body by which an administrator makes a token for one client. */
  public static Map<String, Object> token() {
    return token(Api.sponsor(), 1);
  }

  /** The same for so many, under that sponsor. */
  public static Map<String, Object> token(String sponsor, int uses) {
    Map<String, Object> body = new HashMap<>();
    body.put("sponsor", sponsor);
    body.put(
        "ceiling",
        Map.of(
            "scopes", List.of("read", "write"),
            "resources", List.of(Api.ORDERS),
            "max_ttl", 300));
    body.put("uses", uses);
    body.put("expires_at", Instant.now().plus(1, ChronoUnit.HOURS).toString());
    return body;
  }

  /** A token that was made. */
  public static JsonPath made() {
    return made(token());
  }

  /** The same by another body. */
  public static JsonPath made(Map<String, ?> body) {
    return Api.admin()
        .body(body)
        .post("/v1/registration-tokens")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  /** A request with a token for registration and a JSON body. */
  public static RequestSpecification with(String token) {
    return RestAssured.given()
        .contentType("application/json")
        .header("Authorization", "Bearer " + token);
  }

  /** What a client says of itself. */
  public static Map<String, Object> metadata(ECKey key) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("client_name", "a client that registers itself");
    metadata.put("jwks", Map.of("keys", List.of(key.toPublicJWK().toJSONObject())));
    return metadata;
  }

  /** Tries to register a client. */
  public static Response tried(String token, ECKey key, Map<String, ?> more) {
    Map<String, Object> metadata = metadata(key);
    metadata.putAll(more);
    return with(token).body(metadata).post("/register");
  }

  /** A client that has. */
  public static Registrant registered() {
    return registered(Map.of());
  }

  /** The same that says more of itself. */
  public static Registrant registered(Map<String, ?> more) {
    JsonPath token = made();
    ECKey key = TestClient.newKey();
    JsonPath answer =
        tried(token.getString("token"), key, more).then().statusCode(201).extract().jsonPath();
    return new Registrant(
        new TestClient(answer.getString("client_id"), key),
        answer.getString("registration_access_token"),
        token.getString("sponsor"));
  }

  /** What it says of itself, and more. */
  public Map<String, Object> update(Map<String, ?> more) {
    Map<String, Object> metadata = metadata(client.key());
    metadata.put("client_id", id());
    metadata.putAll(more);
    return metadata;
  }

  /** Shows it to itself. */
  public Response read() {
    return with(access).get("/register/{client}", id());
  }

  /** Says this of itself from now on. */
  public Response replace(Map<String, ?> body) {
    return with(access).body(body).put("/register/{client}", id());
  }
}
