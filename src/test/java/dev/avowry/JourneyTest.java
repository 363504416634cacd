package dev.avowry;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The main job from end to end, as the README's tour tells it. */
@AvowryTest
class JourneyTest {
  @Test
  @DisplayName("a stranger's library validates a token of client_credentials offline")
  void aStrangerValidates() throws Exception {
    String sponsor = Api.sponsor();
    TestClient planner = Api.agent(sponsor).register();

    SignedJWT token = SignedJWT.parse(planner.token("read write", Api.ORDERS));

    JWKSet keys = JWKSet.parse(RestAssured.get("/jwks").asString());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
    assertTrue(token.verify(new ECDSAVerifier(key)));
    assertEquals("at+jwt", token.getHeader().getType().getType());
    JWTClaimsSet claims = token.getJWTClaimsSet();
    assertEquals(Api.ISSUER, claims.getIssuer());
    assertEquals(planner.id(), claims.getSubject());
    assertEquals(List.of(Api.ORDERS), claims.getAudience());
    assertEquals("read write", claims.getStringClaim("scope"));
    assertEquals(planner.id(), claims.getStringClaim("client_id"));
    assertEquals(sponsor, claims.getStringClaim("sponsor"));
    assertEquals("ai_agent", claims.getStringClaim("sub_profile"));
    JsonPath seen = Api.claims(token.serialize());
    assertEquals(300, seen.getLong("exp") - seen.getLong("iat"));
    List<String> path = seen.getList("status.lineage.path");
    assertEquals(List.of(sponsor, planner.id()), path.subList(0, 2));
    assertEquals(3, path.size(), "sponsor, agent, credential");
  }

  @Test
  @DisplayName("a sub-agent exchanges its parent's token and acts for it, nested")
  void exchangeNestsActors() {
    TestClient planner = Api.agent(Api.sponsor()).register();
    TestClient worker = NewTestAgent.subAgent().register(planner.ownToken("agents:spawn"));
    TestClient helper = NewTestAgent.subAgent().register(planner.ownToken("agents:spawn"));

    String first = planner.token("read write", Api.ORDERS);
    String second =
        worker
            .exchange(first, Map.of("scope", "read", "requested_actor", helper.id()))
            .then()
            .statusCode(200)
            .body("issued_token_type", equalTo(TestClient.ACCESS_TOKEN))
            .extract()
            .path("access_token");
    String third = helper.exchange(second, Map.of()).then().extract().path("access_token");

    JsonPath claims = Api.claims(third);
    assertEquals(planner.id(), claims.getString("sub"));
    assertEquals(helper.id(), claims.getString("act.sub"));
    assertEquals(worker.id(), claims.getString("act.act.sub"));
    assertEquals("read", claims.getString("scope"));
    helper
        .introspect(third)
        .then()
        .body("active", equalTo(true))
        .body("act.sub", equalTo(helper.id()))
        .body("act.act.sub", equalTo(worker.id()))
        .body("path", notNullValue());
  }

  @Test
  @DisplayName("one revocation stops the whole tree, offline and online")
  void oneRevocationStopsTheTree() {
    TestClient planner = Api.agent(Api.sponsor()).register();
    TestClient worker = NewTestAgent.subAgent().register(planner.ownToken("agents:spawn"));
    String parent = planner.token("read", Api.ORDERS);
    String child = worker.exchange(parent, Map.of()).then().extract().path("access_token");
    String own = worker.token("read", Api.ORDERS);
    TestClient bystander = Api.agent(Api.sponsor()).register();
    String alive = bystander.token("read", Api.ORDERS);

    Api.admin()
        .body(Api.order("revoke", "agent", planner.id(), true))
        .post("/v1/revocations")
        .then()
        .statusCode(200)
        .body("affected.agents", equalTo(2))
        .body("affected.delegations", equalTo(1));
    Api.order("revoke", "agent", planner.id())
        .then()
        .statusCode(200)
        .body("affected.agents", equalTo(2))
        .body("affected.delegations", equalTo(1))
        .body("seq", notNullValue());

    Verifier verifier =
        Verifier.of(Api.ISSUER)
            .jwks(RestAssured.get("/jwks").asString())
            .revocationsByHand()
            .build();
    verifier.applyRevocations(RestAssured.get("/revocations").asString());
    Expectation expected = Expectation.of(Api.ORDERS, "read");
    for (String dead : List.of(parent, child, own)) {
      assertInstanceOf(Result.Dead.class, verifier.verify(dead, expected));
    }
    assertInstanceOf(Result.Live.class, verifier.verify(alive, expected));
    worker
        .clientCredentials(Map.of("scope", "read"))
        .then()
        .statusCode(401)
        .body("error", equalTo("invalid_client"));
    bystander.introspect(alive).then().body("active", equalTo(true));
  }

  @Test
  @DisplayName("suspended and resumed: old tokens stay dead, new ones live")
  void resumeRevivesNoToken() {
    TestClient planner = Api.agent(Api.sponsor()).register();
    String before = planner.token("read", Api.ORDERS);

    Api.order("suspend", "agent", planner.id()).then().statusCode(200);
    planner.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("resume", "agent", planner.id()).then().statusCode(200);
    String after = planner.token("read", Api.ORDERS);

    planner.introspect(before).then().body("active", equalTo(false)).body("size()", equalTo(1));
    planner.introspect(after).then().body("active", equalTo(true));
  }

  @Test
  @DisplayName("the tree shows what hangs on whom, parents first")
  void theTreeIsDepthFirst() {
    String sponsor = Api.sponsor();
    TestClient planner = Api.agent(sponsor).register();
    TestClient worker = NewTestAgent.subAgent().register(planner.ownToken("agents:spawn"));

    Api.admin()
        .get("/v1/nodes/" + sponsor + "/tree")
        .then()
        .statusCode(200)
        .body("total", equalTo(3))
        .body("items", hasSize(3))
        .body("items.id", contains(sponsor, planner.id(), worker.id()))
        .body("items.depth", contains(0, 1, 2))
        .body("items[1].parent", equalTo(sponsor))
        .body("items[2].parent", equalTo(planner.id()));
  }
}
