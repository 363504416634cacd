package dev.avowry.testing;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A directory that tells Avowry of people. */
public final class TestDirectory {
  private static final String SECURITY_EVENT = "application/secevent+jwt";

  private static @Nullable TestDirectory shared;

  private final String id;
  private final String token;

  private TestDirectory(String id, String token) {
    this.id = id;
    this.token = token;
  }

  /** One that is let in now, by whose subjects nobody signs in. */
  public static TestDirectory make() {
    return make(Map.of("name", "directory"));
  }

  /** One whose people sign in by that issuer. */
  public static TestDirectory of(String issuer) {
    return make(Map.of("name", "directory", "issuer", issuer));
  }

  /** One for all tests that do not care which. */
  public static synchronized TestDirectory shared() {
    TestDirectory held = shared == null ? make() : shared;
    shared = held;
    return held;
  }

  /** One whose people sign in by that issuer, and which sends its signals. */
  public static TestDirectory signalling(OutsideIssuer transmitter) {
    return make(
        Map.of(
            "name",
            "identity provider",
            "issuer",
            transmitter.url(),
            "signals",
            Map.of(
                "issuer",
                transmitter.url(),
                "jwks_uri",
                transmitter.jwksUri(),
                "audience",
                Api.ISSUER)));
  }

  /** Pushes a security event token, RFC 8935. */
  public Response push(String set) {
    return pushing().body(set).post("/security-events");
  }

  /** A request of its own that pushes one. */
  public RequestSpecification pushing() {
    return RestAssured.given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs(SECURITY_EVENT, ContentType.TEXT)))
        .contentType(SECURITY_EVENT)
        .header("Authorization", "Bearer " + token);
  }

  private static TestDirectory make(Map<String, ?> body) {
    JsonPath made =
        Api.admin().body(body).post("/v1/provisioners").then().statusCode(201).extract().jsonPath();
    return new TestDirectory(made.getString("id"), made.getString("token"));
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** A request of its own, in SCIM's media type. */
  public RequestSpecification as() {
    return json().contentType("application/scim+json");
  }

  /** A request of its own. */
  public RequestSpecification json() {
    return RestAssured.given()
        .contentType("application/json")
        .header("Authorization", "Bearer " + token);
  }

  /** The id of a person of whom it tells now. */
  public String added() {
    return add(user());
  }

  /** The id of that person, of whom it tells now. */
  public String add(Map<String, Object> user) {
    return as().body(user).post("/scim/v2/Users").then().statusCode(201).extract().path("id");
  }

  /** A person of whom nobody has told. */
  public static Map<String, Object> user() {
    String name = UUID.randomUUID() + "@Example.com";
    Map<String, Object> user = new HashMap<>();
    user.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:User"));
    user.put("userName", name);
    user.put("externalId", UUID.randomUUID().toString());
    user.put("name", Map.of("givenName", "Grace", "familyName", "Hopper"));
    user.put("emails", List.of(Map.of("value", name, "type", "work", "primary", true)));
    user.put("active", true);
    return user;
  }

  /** A change of one attribute. */
  public static Map<String, Object> replacing(String path, Object value) {
    return patch(Map.of("op", "replace", "path", path, "value", value));
  }

  /** A change. */
  public static Map<String, Object> patch(Map<String, Object> operation) {
    return Map.of(
        "schemas",
        List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp"),
        "Operations",
        List.of(operation));
  }
}
