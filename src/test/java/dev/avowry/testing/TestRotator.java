package dev.avowry.testing;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

/** A secret that can be replaced where it is used. */
public record TestRotator(TestSecret secret, RequestSpecificationSource keeper) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Who asks. */
  public interface RequestSpecificationSource {
    /** A request of theirs. */
    RequestSpecification as();
  }

  /** A secret of the type database with those fields, and a rotator for it. */
  public static TestRotator ofDatabase(
      RequestSpecificationSource keeper, Map<String, String> fields, Map<String, Object> more) {
    TestRotator made = of(keeper, database(keeper, fields, Map.of()));
    made.set("postgresql", more).then().statusCode(200);
    return made;
  }

  /** A secret of the type database. */
  public static TestSecret database(
      RequestSpecificationSource keeper, Map<String, String> fields, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("name", "a database of the tests " + UUID.randomUUID());
    body.put("type", "database");
    body.put("fields", fields);
    return new TestSecret(
        keeper.as().body(body).post("/v1/vault").then().statusCode(201).extract().path("id"));
  }

  /** A secret that has none yet. */
  public static TestRotator of(RequestSpecificationSource keeper, TestSecret secret) {
    return new TestRotator(secret, keeper);
  }

  /** Sets it. */
  public Response set(String type, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("type", type);
    return keeper.as().body(body).put("/v1/vault/{id}/rotator", secret.id());
  }

  /** Asks for it. */
  public Response rotate() {
    return keeper.as().post("/v1/vault/{id}/rotate", secret.id());
  }

  /** As it is. */
  public JsonPath show() {
    return keeper
        .as()
        .get("/v1/vault/{id}/rotator", secret.id())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** The number of the present version. */
  public int version() {
    return keeper.as().get("/v1/vault/{id}", secret.id()).jsonPath().getInt("version");
  }

  /** Waits until it is so, and says how it is. */
  public JsonPath await(String what, Predicate<JsonPath> holds) throws Exception {
    Eventually.within(PATIENCE, what + ", is " + show().prettify(), () -> holds.test(show()));
    return show();
  }

  /** Waits until there is that version, and nothing is under way. */
  public void awaitVersion(int number) throws Exception {
    await("version " + number, it -> it.getString("state").equals("ready") && version() == number);
  }

  /** The fields of the present version, as an agent that may reads them. */
  public Map<String, String> fields(TestClient reader) {
    return secret
        .read(reader.ownToken("vault:read"))
        .then()
        .statusCode(200)
        .extract()
        .path("fields");
  }

  /** The password among them. */
  public String password(TestClient reader) {
    return Objects.requireNonNull(fields(reader).get("password"));
  }

  /** Events of a type about it. */
  public List<Map<String, Object>> events(String type) {
    return Api.admin()
        .get("/v1/audit/events?type={type}&node={id}", type, secret.id())
        .jsonPath()
        .getList("events.event");
  }
}
