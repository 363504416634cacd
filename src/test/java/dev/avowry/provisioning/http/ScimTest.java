package dev.avowry.provisioning.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDirectory;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SCIM 2.0, RFC 7644, as directories speak it. */
@AvowryTest
class ScimTest {
  private static final String USERS = "/scim/v2/Users";
  private static final String ONE = "/scim/v2/Users/{id}";

  private static void say(TestDirectory directory, String id, boolean active) {
    directory
        .as()
        .body(TestDirectory.replacing("active", active))
        .patch(ONE, id)
        .then()
        .statusCode(200);
  }

  private static String name(Map<String, Object> user) {
    return String.valueOf(user.get("userName"));
  }

  @Nested
  @DisplayName("a directory")
  class Directory {
    private TestDirectory directory;

    @BeforeEach
    void letIn() {
      directory = TestDirectory.make();
    }

    @Test
    @DisplayName("POST /Users → 201: a sponsor with the name and the address")
    void tellsOfSomebody() {
      Map<String, Object> user = TestDirectory.user();
      Response made = directory.as().body(user).post(USERS);
      made.then()
          .statusCode(201)
          .contentType("application/scim+json")
          .header("Location", containsString("https://avowry.example/scim/v2/Users/"))
          .body("userName", equalTo(user.get("userName")))
          .body("active", equalTo(true))
          .body("meta.resourceType", equalTo("User"))
          .body("$", not(hasKey("password")));
      Api.admin()
          .get("/v1/sponsors/{id}", made.<String>path("id"))
          .then()
          .statusCode(200)
          .body("name", equalTo("Grace Hopper"))
          .body("email", equalTo(user.get("userName")));
    }

    @Test
    @DisplayName("POST /Users with a password → it is nowhere afterwards")
    void keepsNoPassword() {
      Map<String, Object> user = TestDirectory.user();
      user.put("password", "correct horse battery staple");
      String id = directory.add(user);
      assertEquals(
          false, directory.as().get(ONE, id).asString().contains("correct horse battery staple"));
    }

    @Test
    @DisplayName("POST /Users twice, in another case → 409 uniqueness; ten at once → one")
    void tellsOfNobodyTwice() throws Exception {
      Map<String, Object> user = TestDirectory.user();
      directory.add(user);
      user.put("userName", name(user).toUpperCase(Locale.ROOT));
      directory
          .as()
          .body(user)
          .post(USERS)
          .then()
          .statusCode(409)
          .contentType("application/scim+json")
          .body("scimType", equalTo("uniqueness"))
          .body("status", equalTo("409"));
      Map<String, Object> another = TestDirectory.user();
      List<Integer> answers =
          AtOnce.run(10, () -> directory.as().body(another).post(USERS).statusCode());
      assertEquals(1, answers.stream().filter(status -> status == 201).count());
    }

    @Test
    @DisplayName("GET /Users?filter → by userName in any case, by externalId, by anything else")
    void finds() {
      Map<String, Object> user = TestDirectory.user();
      String id = directory.add(user);
      directory.added();
      String name = name(user);
      for (String filter :
          List.of(
              "userName eq \"" + name.toUpperCase(Locale.ROOT) + '"',
              "externalId eq \"" + user.get("externalId") + '"',
              "USERNAME Eq \"" + name + '"',
              "userName eq \"" + name + "\" and active eq true",
              "emails[type eq \"work\" and value co \"" + name.substring(0, 20) + "\"]",
              "id eq \"" + id + '"')) {
        search(filter)
            .then()
            .statusCode(200)
            .body("totalResults", equalTo(1))
            .body("Resources[0].id", equalTo(id));
      }
      search("userName eq \"nobody\"").then().body("totalResults", equalTo(0));
      search("active eq false").then().body("totalResults", equalTo(0));
    }

    @Test
    @DisplayName("GET /Users?startIndex&count → one page after the other")
    void pages() {
      List<String> all = List.of(directory.added(), directory.added(), directory.added());
      for (int i = 0; i < 3; i++) {
        directory
            .as()
            .get(USERS + "?count=1&startIndex=" + (i + 1))
            .then()
            .statusCode(200)
            .body("totalResults", equalTo(3))
            .body("itemsPerPage", equalTo(1))
            .body("startIndex", equalTo(i + 1))
            .body("Resources[0].id", equalTo(all.get(i)));
      }
      directory.as().get(USERS + "?count=0").then().body("Resources", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "userName eq",
          "userName",
          "eq \"x\"",
          "userName eq \"a\" and",
          "((((",
          "a b c d",
          "userName eq \"' or 1=1 --\" or",
          "emails[type eq",
          "%%%"
        })
    @DisplayName("GET /Users?filter that is none → 400 invalidFilter (A-115)")
    void refusesWhatIsNoFilter(String filter) {
      search(filter).then().statusCode(400).body("scimType", equalTo("invalidFilter"));
    }

    @Test
    @DisplayName("GET /Users?filter with SQL in a value → nobody (A-115)")
    void takesValuesAsValues() {
      directory.added();
      search("userName eq \"' or '1'='1\"").then().statusCode(200).body("totalResults", equalTo(0));
      search("externalId eq \"'; drop table person; --\"")
          .then()
          .statusCode(200)
          .body("totalResults", equalTo(0));
    }

    @Test
    @DisplayName("PUT /Users/{id} → 200, and the sponsor is called so")
    void saysSomethingElse() {
      Map<String, Object> user = TestDirectory.user();
      String id = directory.add(user);
      user.put("displayName", "Rear Admiral Hopper");
      directory.as().body(user).put(ONE, id).then().statusCode(200);
      Api.admin().get("/v1/sponsors/{id}", id).then().body("name", equalTo("Rear Admiral Hopper"));
    }

    @Test
    @DisplayName("PATCH active=false, as Okta and Entra say it → every agent is dead; true → alive")
    void comesAndGoes() {
      for (Map<String, Object> gone :
          List.of(
              TestDirectory.replacing("active", false),
              TestDirectory.replacing("active", "False"),
              TestDirectory.patch(Map.of("op", "Replace", "value", Map.of("active", false))))) {
        String id = directory.added();
        TestClient agent = Api.agent(id).register();
        TestBrowser browser = TestBrowser.of(id);
        String token = agent.token("read", Api.ORDERS);
        directory
            .as()
            .body(gone)
            .patch(ONE, id)
            .then()
            .statusCode(200)
            .body("active", equalTo(false));
        agent.clientCredentials(Map.of()).then().statusCode(401);
        assertEquals(false, isActive(token));
        browser.get().get("/account").then().statusCode(303);
        directory
            .as()
            .body(TestDirectory.replacing("active", true))
            .patch(ONE, id)
            .then()
            .statusCode(200)
            .body("active", equalTo(true));
        agent.clientCredentials(Map.of()).then().statusCode(200);
        assertEquals(false, isActive(token));
      }
    }

    private boolean isActive(String token) {
      return Api.agent(Api.sponsor())
          .with("scopes", List.of("tokens:introspect", "read"))
          .register()
          .introspect(token)
          .path("active");
    }

    @Test
    @DisplayName("PATCH active=true of who is gone by an administrator's word → still gone (A-170)")
    void bringsNobodyBackWhomAnotherSentAway() {
      String id = directory.added();
      TestClient agent = Api.agent(id).register();
      Api.admin().put("/v1/sponsors/{id}/departure", id).then().statusCode(200);
      for (boolean active : List.of(false, true)) {
        say(directory, id, active);
        agent.clientCredentials(Map.of()).then().statusCode(401);
      }
    }

    @Test
    @DisplayName("PUT active=true of who was gone before an administrator said so → still gone")
    void theHumansWordHasMoreWeight() {
      String id = directory.added();
      TestClient agent = Api.agent(id).register();
      say(directory, id, false);
      Api.admin()
          .put("/v1/sponsors/{id}/departure", id)
          .then()
          .statusCode(200)
          .body("cause", equalTo("administrator"));
      say(directory, id, true);
      agent.clientCredentials(Map.of()).then().statusCode(401);
      Api.admin().delete("/v1/sponsors/{id}/departure", id).then().statusCode(204);
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("PUT and PATCH that say nothing of active → who is gone stays gone")
    void silenceBringsNobodyBack() {
      Map<String, Object> user = TestDirectory.user();
      String id = directory.add(user);
      TestClient agent = Api.agent(id).register();
      say(directory, id, false);
      user.remove("active");
      Response put = directory.as().body(user).put(ONE, id);
      put.then().statusCode(200).body("active", equalTo(false));
      directory
          .as()
          .body(TestDirectory.patch(Map.of("op", "remove", "path", "active")))
          .patch(ONE, id)
          .then()
          .statusCode(200)
          .body("active", equalTo(false));
      agent.clientCredentials(Map.of()).then().statusCode(401);
    }

    @Test
    @DisplayName("PATCH active=true again → what a failure left undone is done")
    void saysItAgain() {
      String id = directory.added();
      TestClient agent = Api.agent(id).register();
      Beans.ask(
          Departures.class,
          departures ->
              departures.leave(
                  NodeId.parse(id).orElseThrow(),
                  DepartureCause.SCIM_INACTIVE,
                  directory.id(),
                  Origin.itself("test")));
      agent.clientCredentials(Map.of()).then().statusCode(401);
      say(directory, id, true);
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("POST /v1/provisioners/{id}/token → the new one lets in, the old one not any more")
    void replacesItsToken() {
      String token =
          Api.admin()
              .post("/v1/provisioners/{id}/token", directory.id())
              .then()
              .statusCode(200)
              .body("name", equalTo("directory"))
              .extract()
              .path("token");
      directory.as().get(USERS).then().statusCode(401);
      RestAssured.given()
          .header("Authorization", "Bearer " + token)
          .get(USERS)
          .then()
          .statusCode(200);
      Api.admin().delete("/v1/provisioners/{id}", directory.id()).then().statusCode(204);
      Api.admin().post("/v1/provisioners/{id}/token", directory.id()).then().statusCode(404);
    }

    @Test
    @DisplayName("POST with active=false → a sponsor under whom nothing lives")
    void tellsOfWhoIsGone() {
      Map<String, Object> user = TestDirectory.user();
      user.put("active", false);
      String id = directory.add(user);
      Api.agent(id).tryRegister(Api.adminToken()).then().statusCode(422);
    }

    @Test
    @DisplayName("DELETE → 204, then 404; every agent is dead, and the id is nobody else's")
    void removes() {
      Map<String, Object> user = TestDirectory.user();
      String id = directory.add(user);
      TestClient agent = Api.agent(id).register();
      directory.as().delete(ONE, id).then().statusCode(204);
      agent.clientCredentials(Map.of()).then().statusCode(401);
      directory.as().get(ONE, id).then().statusCode(404).contentType("application/scim+json");
      directory.as().delete(ONE, id).then().statusCode(404);
      String again = directory.add(user);
      assertEquals(false, again.equals(id));
    }

    @Test
    @DisplayName("what it did not tell of is not there (A-112)")
    void seesNobodyElse() {
      String other = TestDirectory.make().added();
      directory.as().get(ONE, other).then().statusCode(404);
      directory.as().delete(ONE, other).then().statusCode(404);
      directory
          .as()
          .body(TestDirectory.replacing("active", false))
          .patch(ONE, other)
          .then()
          .statusCode(404);
      directory.as().get(ONE, Api.sponsor()).then().statusCode(404);
      search("id eq \"" + other + '"').then().body("totalResults", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{",
          "[]",
          "null",
          "\"text\"",
          "{\"userName\": 5}",
          "{}",
          "{\"userName\": \"a\", \"emails\": [{\"value\": \"no address\"}]}",
          "{\"userName\": \"a@example.com\", \"active\": \"maybe\"}",
          "{\"userName\": \"a@example.com\", \"displayName\": \"\\u202Ename\"}"
        })
    @DisplayName("POST what is no user → 400, in SCIM's own form")
    void refusesWhatIsNoUser(String body) {
      directory
          .as()
          .body(body)
          .post(USERS)
          .then()
          .statusCode(400)
          .contentType("application/scim+json")
          .body("schemas[0]", equalTo("urn:ietf:params:scim:api:messages:2.0:Error"))
          .body("detail", notNullValue());
    }

    @Test
    @DisplayName("PATCH that does not fit → 400, and nothing of it is done")
    void changesAllOrNothing() {
      String id = directory.added();
      Map<String, Object> half =
          Map.of(
              "schemas",
              List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp"),
              "Operations",
              List.of(
                  Map.of("op", "replace", "path", "displayName", "value", "Changed"),
                  Map.of("op", "remove")));
      directory.as().body(half).patch(ONE, id).then().statusCode(400);
      directory.as().get(ONE, id).then().body("$", not(hasKey("displayName")));
    }

    private Response search(String filter) {
      return directory.as().queryParam("filter", filter).get(USERS);
    }
  }

  @Nested
  @DisplayName("a directory whose people sign in by a provider")
  class WithIssuer {
    @Test
    @DisplayName("tells of who has signed in before → the same sponsor")
    void knowsWhoHasSignedIn() {
      String issuer = "https://" + UUID.randomUUID() + ".example";
      Map<String, Object> user = TestDirectory.user();
      String sponsor =
          Api.admin()
              .body(
                  Map.of(
                      "name",
                      "Grace",
                      "email",
                      "grace@example.com",
                      "issuer",
                      issuer,
                      "subject",
                      user.get("externalId")))
              .post("/v1/sponsors")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      assertEquals(sponsor, TestDirectory.of(issuer).add(user));
    }

    @Test
    @DisplayName("POST of somebody who left by DELETE → the same sponsor, who lives again")
    void bringsBackWhomItRemoved() {
      TestDirectory directory = TestDirectory.of(issuer());
      Map<String, Object> user = TestDirectory.user();
      String id = directory.add(user);
      TestClient agent = Api.agent(id).register();
      directory.as().delete(ONE, id).then().statusCode(204);
      agent.clientCredentials(Map.of()).then().statusCode(401);
      assertEquals(id, directory.add(user));
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("POST of another live system's person → 409, active or not, and nobody is stopped")
    void stopsNobodyElses() {
      String issuer = issuer();
      Map<String, Object> user = TestDirectory.user();
      String id = TestDirectory.of(issuer).add(user);
      TestClient agent = Api.agent(id).register();
      TestDirectory other = TestDirectory.of(issuer);
      for (boolean active : List.of(true, false)) {
        user.put("active", active);
        other.as().body(user).post(USERS).then().statusCode(409);
        agent.clientCredentials(Map.of()).then().statusCode(200);
      }
    }

    @Test
    @DisplayName("POST of a person whose system was let out → theirs from now on")
    void adopts() {
      String issuer = issuer();
      TestDirectory gone = TestDirectory.of(issuer);
      Map<String, Object> user = TestDirectory.user();
      String id = gone.add(user);
      Api.admin().delete("/v1/provisioners/{id}", gone.id()).then().statusCode(204);
      TestDirectory next = TestDirectory.of(issuer);
      next.as().get(ONE, id).then().statusCode(404);
      assertEquals(id, next.add(user));
      next.as().get(ONE, id).then().statusCode(200);
    }

    @Test
    @DisplayName("POST with active=false of who is known, twice → 409, and they are gone")
    void settlesWhatIsToldTwice() {
      TestDirectory directory = TestDirectory.of(issuer());
      Map<String, Object> user = TestDirectory.user();
      user.put("active", false);
      String id = directory.add(user);
      Api.admin().delete("/v1/sponsors/{id}/departure", id).then().statusCode(204);
      TestClient agent = Api.agent(id).register();
      directory.as().body(user).post(USERS).then().statusCode(409);
      agent.clientCredentials(Map.of()).then().statusCode(401);
    }

    @Test
    @DisplayName(
        "PUT of somebody after a global revocation → stays; active=false, then true → back")
    void aGlobalRevocationOutlivesARoutine() {
      String issuer = issuer();
      TestDirectory directory = TestDirectory.of(issuer);
      Map<String, Object> user = TestDirectory.user();
      String id = directory.add(user);
      TestClient agent = Api.agent(id).register();
      revoke(
          directory,
          Map.of("format", "iss_sub", "iss", issuer, "sub", user.get("externalId")),
          204);
      directory.as().body(user).put(ONE, id).then().statusCode(200);
      agent.clientCredentials(Map.of()).then().statusCode(401);
      say(directory, id, false);
      say(directory, id, true);
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("POST /global-token-revocation by an address that is not the userName → 204")
    void revokesByAddress() {
      TestDirectory directory = TestDirectory.of(issuer());
      Map<String, Object> user = TestDirectory.user();
      String address = "Ada-" + UUID.randomUUID() + "@Example.com";
      user.put("emails", List.of(Map.of("value", address, "primary", true)));
      TestClient agent = Api.agent(directory.add(user)).register();
      revoke(directory, Map.of("format", "email", "email", address), 204);
      agent.clientCredentials(Map.of()).then().statusCode(401);
    }

    private static String issuer() {
      return "https://" + UUID.randomUUID() + ".example";
    }

    @Test
    @DisplayName("POST /global-token-revocation → 204: all that the human answers for is dead")
    void revokesGlobally() {
      String issuer = "https://" + UUID.randomUUID() + ".example";
      TestDirectory directory = TestDirectory.of(issuer);
      Map<String, Object> user = TestDirectory.user();
      String id = directory.add(user);
      TestClient agent = Api.agent(id).register();
      revoke(
          directory, Map.of("format", "iss_sub", "iss", "https://other.example", "sub", "x"), 404);
      revoke(directory, Map.of("format", "account", "uri", "acct:x"), 400);
      revoke(directory, Map.of("format", "iss_sub", "iss", issuer), 400);
      agent.clientCredentials(Map.of()).then().statusCode(200);
      revoke(
          directory,
          Map.of("format", "iss_sub", "iss", issuer, "sub", user.get("externalId")),
          204);
      agent.clientCredentials(Map.of()).then().statusCode(401);

      String byMail = directory.add(TestDirectory.user());
      String name = directory.as().get(ONE, byMail).path("userName");
      revoke(directory, Map.of("format", "email", "email", name), 204);
      String other = TestDirectory.make().added();
      revoke(directory, Map.of("format", "opaque", "id", other), 404);
    }

    private static void revoke(TestDirectory directory, Map<String, Object> subject, int status) {
      directory
          .json()
          .body(Map.of("sub_id", subject))
          .post("/global-token-revocation")
          .then()
          .statusCode(status);
    }
  }

  @Nested
  @DisplayName("somebody else")
  class SomebodyElse {
    @Test
    @DisplayName(
        "without a token, with an access token, with the token of one that was let out → 401")
    void isNotLetIn() {
      RestAssured.get(USERS).then().statusCode(401).header("WWW-Authenticate", notNullValue());
      Api.admin().get(USERS).then().statusCode(401).contentType("application/scim+json");
      TestDirectory gone = TestDirectory.make();
      gone.as().get(USERS).then().statusCode(200);
      Api.admin().delete("/v1/provisioners/{id}", gone.id()).then().statusCode(204);
      gone.as().get(USERS).then().statusCode(401);
      gone.json()
          .body(Map.of("sub_id", Map.of("format", "opaque", "id", "x")))
          .post("/global-token-revocation")
          .then()
          .statusCode(401);
      Api.admin().delete("/v1/provisioners/{id}", gone.id()).then().statusCode(404);
    }
  }
}
