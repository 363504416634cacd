package dev.avowry.revocation.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.StatusReader;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@AvowryTest
class StatusListsTest {
  private static final int VALID = 0;
  private static final int INVALID = 1;
  private static final String SCOPE = "status:test";

  @Nested
  class AVerifier {
    @Test
    @DisplayName("GET /statuslists → 200, with the list that a token names")
    void findsAllLists() {
      String token = Api.agent(Api.sponsor()).register().token("read", Api.ORDERS);
      String path = StatusReader.place(token).path();

      RestAssured.get("/statuslists")
          .then()
          .statusCode(200)
          .body("status_lists", hasItem(Api.ISSUER + path));
      RestAssured.get("/.well-known/oauth-authorization-server")
          .then()
          .body("status_list_aggregation_endpoint", equalTo(Api.ISSUER + "/statuslists"));
    }

    @Test
    @DisplayName("GET /statuslists/{id} → a JWT as draft §5.1 has it")
    void readsAList() throws Exception {
      String token = Api.agent(Api.sponsor()).register().token("read", Api.ORDERS);
      String path = StatusReader.place(token).path();

      JWTClaimsSet list = StatusReader.list(path);

      assertEquals(Api.ISSUER + path, list.getSubject());
      assertEquals(10L, list.getLongClaim("ttl"));
      assertEquals(
          list.getIssueTime().toInstant().plusSeconds(60), list.getExpirationTime().toInstant());
      Map<String, Object> status = list.getJSONObjectClaim("status_list");
      assertEquals(1L, status.get("bits"));
      assertEquals(Api.ISSUER + "/statuslists", status.get("aggregation_uri"));
    }

    @Test
    @DisplayName("GET /statuslists/{id} again → 304")
    void isToldThatItHasItAlready() {
      String token = Api.agent(Api.sponsor()).register().token("read", Api.ORDERS);
      String path = StatusReader.place(token).path();
      String tag = RestAssured.get(path).header("ETag");

      int status = RestAssured.given().header("If-None-Match", tag).get(path).statusCode();

      // Another test may have changed the list meanwhile.
      assertTrue(status == 304 || !tag.equals(RestAssured.get(path).header("ETag")));
    }

    @Test
    @DisplayName("GET /statuslists/{none} → 404")
    void isToldThatThereIsNone() {
      RestAssured.get("/statuslists/AAAAAAAAAAA").then().statusCode(404);
      RestAssured.get("/statuslists/x").then().statusCode(404);
    }
  }

  @Nested
  class AToken {
    @Test
    @DisplayName("has one index for all that rest on the same, and says nothing by it")
    void sharesItsIndex() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      String first = agent.token("read", Api.ORDERS);
      Set<Integer> indexes = new HashSet<>();
      for (int i = 0; i < 8; i++) {
        String other = Api.agent(Api.sponsor()).register().token("read", Api.ORDERS);
        indexes.add(StatusReader.place(other).index());
      }

      assertEquals(StatusReader.place(first), StatusReader.place(agent.token("read", Api.ORDERS)));
      assertEquals(8, indexes.size());
      assertTrue(spread(indexes) > 1000, "drawn at random: " + indexes);
    }

    @Test
    @DisplayName("is INVALID as soon as anything above it was revoked, and only then")
    void diesWithItsSponsor() {
      String sponsor = Api.sponsor();
      TestClient top = Api.agent(sponsor).register();
      TestClient below = NewTestAgent.subAgent().register(top.ownToken("agents:spawn"));
      String other = Api.agent(Api.sponsor()).register().token("read", Api.ORDERS);
      String token = top.token("read", Api.ORDERS);
      String child = below.exchange(token, Map.of()).path("access_token");
      assertEquals(VALID, StatusReader.status(token));
      assertEquals(VALID, StatusReader.status(child));

      Api.order("revoke", "sponsor", sponsor).then().statusCode(200);

      assertEquals(INVALID, StatusReader.status(token));
      assertEquals(INVALID, StatusReader.status(child));
      assertEquals(VALID, StatusReader.status(other));
    }

    @Test
    @DisplayName("stays INVALID after a resume; what is minted then has another index")
    void doesNotComeBack() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      String before = agent.token("read", Api.ORDERS);

      Api.order("suspend", "agent", agent.id()).then().statusCode(200);
      Api.order("resume", "agent", agent.id()).then().statusCode(200);
      String after = agent.token("read", Api.ORDERS);

      assertEquals(INVALID, StatusReader.status(before));
      assertEquals(VALID, StatusReader.status(after));
      assertNotEquals(StatusReader.place(before), StatusReader.place(after));
    }

    @Test
    @DisplayName("of an exchange is INVALID when the actor is revoked; the subject's stays VALID")
    void diesWithItsActor() {
      String sponsor = Api.sponsor();
      TestClient top = Api.agent(sponsor).register();
      TestClient below = NewTestAgent.subAgent().register(top.ownToken("agents:spawn"));
      String token = top.token("read", Api.ORDERS);
      String child = below.exchange(token, Map.of()).path("access_token");

      Api.order("revoke", "agent", below.id()).then().statusCode(200);

      assertEquals(INVALID, StatusReader.status(child));
      assertEquals(VALID, StatusReader.status(token));
    }

    @Test
    @DisplayName("is INVALID when its scope is ended everywhere; what is minted then is VALID")
    void diesWithItsScope() {
      TestClient agent = Api.agent(Api.sponsor()).with("scopes", List.of("read", SCOPE)).register();
      String dead = agent.token(SCOPE, Api.ORDERS);
      String other = agent.token("read", Api.ORDERS);

      Api.admin()
          .body(
              Map.of(
                  "target",
                  Map.of("scope", SCOPE),
                  "mode",
                  "revoke",
                  "reason",
                  "incident",
                  "break_glass",
                  true))
          .post("/v1/revocations")
          .then()
          .statusCode(200);

      assertEquals(INVALID, StatusReader.status(dead));
      assertEquals(VALID, StatusReader.status(other));
      assertEquals(VALID, StatusReader.status(agent.token(SCOPE, Api.ORDERS)));
    }

    private static int spread(Set<Integer> indexes) {
      return indexes.stream().max(Integer::compare).orElseThrow()
          - indexes.stream().min(Integer::compare).orElseThrow();
    }
  }
}
