package dev.avowry.testing;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A secret in the vault of the service under test. */
public record TestSecret(String id) {
  /** Keeps an API key with this value for whoever asks. */
  public static TestSecret keep(RequestSpecification as, String value) {
    return keep(as, value, Map.of());
  }

  /** The same with more members. */
  public static TestSecret keep(RequestSpecification as, String value, Map<String, Object> more) {
    return new TestSecret(tryKeep(as, value, more).then().statusCode(201).extract().path("id"));
  }

  /** The member that binds it to an origin, as a bearer's. */
  public static Map<String, Object> boundTo(String origin) {
    return Map.of("bindings", List.of(binding(origin, Map.of("as", "bearer", "field", "key"))));
  }

  /** That it may be sent there, in that place of a request. */
  public static Map<String, Object> binding(String origin, Map<String, Object> inject) {
    return Map.of("origin", origin, "inject", inject);
  }

  /** Tries to. */
  public static Response tryKeep(RequestSpecification as, String value, Map<String, Object> more) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "name",
                "a key of the tests " + UUID.randomUUID(),
                "type",
                "api_key",
                "fields",
                Map.of("key", value)));
    body.putAll(more);
    return as.body(body).post("/v1/vault");
  }

  /** Lets an agent read it. */
  public String grant(RequestSpecification as, String holder) {
    return grant(as, holder, Map.of());
  }

  /** The same with more members. */
  public String grant(RequestSpecification as, String holder, Map<String, Object> more) {
    return tryGrant(as, holder, more).then().statusCode(201).extract().path("id");
  }

  /** Tries to. */
  public Response tryGrant(RequestSpecification as, String holder, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(Map.of("holder", holder, "uses", List.of("read")));
    body.putAll(more);
    return as.body(body).post("/v1/vault/{id}/grants", id);
  }

  /** Takes a grant back. */
  public Response withdraw(RequestSpecification as, String grant) {
    return as.delete("/v1/vault/{id}/grants/{grant}", id, grant);
  }

  /** Replaces the value. */
  public Response replace(RequestSpecification as, String value) {
    return as.body(Map.of("fields", Map.of("key", value))).post("/v1/vault/{id}/versions", id);
  }

  /** Reads it in plaintext. */
  public Response read(String token) {
    return Api.as(token).body(Map.of()).post("/v1/vault/{id}/read", id);
  }

  /** A version of it. */
  public Response read(String token, int version) {
    return Api.as(token).body(Map.of("version", version)).post("/v1/vault/{id}/read", id);
  }

  /** What it says to who may read it. */
  public String value(String token) {
    return read(token).then().statusCode(200).extract().path("fields.key");
  }
}
