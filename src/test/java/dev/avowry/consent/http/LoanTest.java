package dev.avowry.consent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Thumbprint;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** RFC 6749 §4.1.3 and §6: what a human has lent, by a code and by refresh tokens. */
@AvowryTest
class LoanTest {
  @Inject Pool pool;

  private String human;
  private String sponsor;
  private TestClient client;
  private TestLoan loan;

  @BeforeEach
  void lend() {
    human = Api.sponsor();
    sponsor = Api.sponsor();
    client = TestLoan.asking(sponsor).register();
    loan = TestLoan.of(human, client);
  }

  @Nested
  class ACode {
    @Test
    @DisplayName("→ 200: sub is the human, act the agent, the grant on the path; an ID token")
    void isRedeemed() {
      Response answer = loan.redeem(loan.code());

      JsonPath claims = Api.claims(token(answer));
      assertEquals(human, claims.getString("sub"));
      assertEquals(human, claims.getString("sponsor"));
      assertEquals(client.id(), claims.getString("act.sub"));
      assertEquals(Api.ORDERS, claims.getString("aud"));
      assertEquals("openid read", claims.getString("scope"));
      assertEquals(loan.grant(), claims.getString("status.lineage.node"));
      List<String> path = claims.getList("status.lineage.path");
      assertEquals(List.of(human, loan.grant(), sponsor, client.id()), path.subList(0, 4));
      JsonPath identity = Api.claims(answer.path("id_token"));
      assertEquals(human, identity.getString("sub"));
      assertEquals(client.id(), identity.getString("aud"));
      assertEquals("n-0S6_WzA2Mj", identity.getString("nonce"));
      assertNull(identity.get("email"));
      assertTrue(answer.<String>path("refresh_token").startsWith("avow_rf_"));
    }

    @Test
    @DisplayName("20 at the same moment → one at the most, and then nothing of it lives (A-044)")
    void isGoodOnce() throws Exception {
      String code = loan.code();

      List<Response> answers = AtOnce.run(20, () -> loan.redeem(code));

      List<Response> good = answers.stream().filter(it -> it.statusCode() == 200).toList();
      assertEquals(1, good.size());
      assertFalse(isAlive(token(good.getFirst())));
      refused(loan.refresh(good.getFirst().path("refresh_token")));
      refused(loan.redeem(loan.code()));
    }

    @Test
    @DisplayName("shown again after its minute → 400, and nothing of it lives (A-044)")
    void isGoodOnceForLong() {
      String code = loan.code();
      Response answer = loan.redeem(code);
      token(answer);
      expire(code);

      refused(loan.redeem(code));

      assertFalse(isAlive(token(answer)));
      refused(loan.refresh(answer.path("refresh_token")));
    }

    @Test
    @DisplayName(
        "shown again after its minute without the verifier → 400, and what came of it lives")
    void isNotEndedByWhoeverFindsIt() {
      String code = loan.code();
      Response answer = loan.redeem(code);
      expire(code);

      refused(
          client
              .form()
              .formParam("grant_type", "authorization_code")
              .formParam("code", code)
              .formParam("code_verifier", "x".repeat(43))
              .post("/token"));

      assertTrue(isAlive(token(answer)));
    }

    @Test
    @DisplayName("expired and never used, shown twice → 400, and what else was lent lives")
    void isNotTakenForUsed() {
      String code = loan.code();
      expire(code);
      refused(loan.redeem(code));
      refused(loan.redeem(code));
      token(loan.redeem(loan.code()));
    }

    private void expire(String code) {
      pool.preparedQuery(
              "update ticket set expires_at = expires_at - interval '61 seconds' where hash = $1")
          .execute(Tuple.of(SecretHash.of(SecretBytes.ofText(code)).text()))
          .await()
          .indefinitely();
    }

    @Test
    @DisplayName("another client, verifier, redirect URI, or none → 400 (A-037)")
    void isBound() {
      TestClient other = TestLoan.asking(sponsor).register();
      refused(TestLoan.redeeming(other.form(), loan.code()).post("/token"));
      for (Map<String, String> change :
          List.of(
              Map.of("code_verifier", "x".repeat(43)),
              Map.of("code_verifier", TestLoan.CHALLENGE),
              Map.of("code_verifier", ""),
              Map.of("redirect_uri", TestLoan.REDIRECT + "/"),
              Map.of("code", "x".repeat(43)))) {
        RequestSpecification form = client.form().formParam("grant_type", "authorization_code");
        Map<String, String> all =
            new java.util.HashMap<>(
                Map.of(
                    "code", loan.code(),
                    "code_verifier", TestLoan.VERIFIER,
                    "redirect_uri", TestLoan.REDIRECT));
        all.putAll(change);
        Response answer = form.formParams(all).post("/token");
        assertEquals(400, answer.statusCode(), change::toString);
        refused(answer);
      }
      token(loan.redeem(loan.code()));
    }

    @Test
    @DisplayName("bound to a key → 400 without, 200 with it; so is what follows (A-043)")
    void isBoundToAKey() throws Exception {
      ECKey held = TestClient.newKey();
      Optional<Thumbprint> key = Optional.of(thumbprint(held));
      proofless(loan.redeem(loan.code(key)));
      proofless(redeem(loan.code(key), TestClient.newKey()));

      Response answer = redeem(loan.code(key), held);

      assertEquals("DPoP", answer.path("token_type"));
      String refresh = answer.path("refresh_token");
      proofless(loan.refresh(refresh));
      proofless(refresh(refresh, TestClient.newKey()));
      assertEquals(
          key.get().value(), Api.claims(token(refresh(refresh, held))).getString("cnf.jkt"));
    }

    private void proofless(Response answer) {
      Expect.oauthError(400, "invalid_dpop_proof", answer);
    }

    private Response redeem(String code, ECKey held) {
      return TestLoan.redeeming(client.form(), code)
          .header("DPoP", TestProof.ofTokenRequest(held).sign())
          .post("/token");
    }

    private Response refresh(String token, ECKey held) {
      return client
          .form()
          .header("DPoP", TestProof.ofTokenRequest(held).sign())
          .formParam("grant_type", "refresh_token")
          .formParam("refresh_token", token)
          .post("/token");
    }

    private static Thumbprint thumbprint(ECKey key) throws JOSEException {
      return new Thumbprint(key.computeThumbprint().toString());
    }

    @Test
    @DisplayName("for another resource than was consented to → 400 (A-052)")
    void isForItsResource() {
      Expect.oauthError(
          400,
          "invalid_target",
          TestLoan.redeeming(client.form(), loan.code())
              .formParam("resource", "https://other.example")
              .post("/token"));
    }

    @Test
    @DisplayName("its token exchanged by an agent that it names: act grows, sub stays (A-054)")
    void isHandedOn() {
      TestClient other = Api.agent(Api.sponsor()).register();
      String minted =
          token(
              TestLoan.redeeming(client.form(), loan.code())
                  .formParam("requested_actor", other.id())
                  .post("/token"));

      JsonPath claims = Api.claims(token(other.exchange(minted, Map.of("scope", "read"))));

      assertEquals(human, claims.getString("sub"));
      assertEquals(other.id(), claims.getString("act.sub"));
      assertEquals(client.id(), claims.getString("act.act.sub"));
      Expect.oauthError(400, "invalid_scope", other.exchange(minted, Map.of("scope", "openid")));
    }
  }

  @Nested
  class ARefreshToken {
    private String first;

    @BeforeEach
    void redeem() {
      first = loan.redeem(loan.code()).then().statusCode(200).extract().path("refresh_token");
    }

    @Test
    @DisplayName("→ 200 with another; narrowed for once, never widened (A-045)")
    void rotates() {
      Response answer = loan.refresh(first);
      String second = answer.path("refresh_token");

      assertNotEquals(first, second);
      assertEquals("openid read", answer.path("scope"));
      assertNull(Api.claims(answer.path("id_token")).get("nonce"));
      Response narrowed = scoped(second, "read");
      assertEquals("read", narrowed.path("scope"));
      String third = narrowed.path("refresh_token");
      Expect.oauthError(400, "invalid_scope", scoped(third, "read write"));
      assertEquals("openid read", loan.refresh(third).path("scope"));
    }

    private Response scoped(String token, String scope) {
      return client
          .form()
          .formParam("grant_type", "refresh_token")
          .formParam("refresh_token", token)
          .formParam("scope", scope)
          .post("/token");
    }

    @Test
    @DisplayName("with an assertion, or a proof, that was used before → 401 or 400, and still good")
    void isNotUsedUpByAnotherReplay() {
      String assertion = client.assertion();
      ECKey held = TestClient.newKey();
      String proof = TestProof.ofTokenRequest(held).sign();
      refreshing(client.form().header("DPoP", proof), loan.refreshToken(soon()))
          .then()
          .statusCode(200);
      token(refreshing(asserting(assertion), loan.refreshToken(soon())));

      Expect.oauthError(401, "invalid_client", refreshing(asserting(assertion), first));
      Expect.oauthError(
          400, "invalid_dpop_proof", refreshing(client.form().header("DPoP", proof), first));

      token(loan.refresh(first));
    }

    private static Instant soon() {
      return Instant.now().plusSeconds(60);
    }

    private static RequestSpecification asserting(String assertion) {
      return RestAssured.given()
          .contentType("application/x-www-form-urlencoded")
          .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
          .formParam("client_assertion", assertion);
    }

    private static Response refreshing(RequestSpecification form, String token) {
      return form.formParam("grant_type", "refresh_token")
          .formParam("refresh_token", token)
          .post("/token");
    }

    @Test
    @DisplayName("shown again in the same second → 400, and nothing of the family lives (A-045)")
    void endsTheFamily() {
      Response answer = loan.refresh(first);

      refused(loan.refresh(first));

      assertFalse(isAlive(token(answer)));
      refused(loan.refresh(answer.path("refresh_token")));
      Api.admin()
          .get("/v1/nodes/{id}/tree", loan.grant())
          .then()
          .body("items[0].state", equalTo("revoked"));
    }

    @Test
    @DisplayName("50 at the same moment → one lineage at the most, and it is dead (A-045)")
    void isGoodOnce() throws Exception {
      List<Response> answers = AtOnce.run(50, () -> loan.refresh(first));

      List<Response> good = answers.stream().filter(it -> it.statusCode() == 200).toList();
      assertEquals(1, good.size());
      assertFalse(isAlive(token(good.getFirst())));
    }

    @Test
    @DisplayName("of another client, expired, forged → 400, and the family lives (A-045, A-046)")
    void isTheClients() {
      TestClient other = TestLoan.asking(sponsor).register();
      for (String token : List.of("x", "avow_rf_" + "0".repeat(49), first + "x")) {
        refused(loan.refresh(token));
      }
      refused(
          other
              .form()
              .formParam("grant_type", "refresh_token")
              .formParam("refresh_token", first)
              .post("/token"));
      refused(loan.refresh(loan.refreshToken(Instant.now())));
      token(loan.refresh(loan.refreshToken(Instant.now().plusSeconds(60))));
      token(loan.refresh(first));
    }

    @Test
    @DisplayName("after the grant, the agent or the human has ended → 400 (A-045, A-051)")
    void diesWithWhatItCameOf() {
      Api.order("revoke", "node", loan.grant()).then().statusCode(200);
      refused(loan.refresh(first));
      TestLoan another = TestLoan.of(human, client);
      String token = another.redeem(another.code()).path("refresh_token");
      Api.order("suspend", "sponsor", human).then().statusCode(200);
      refused(another.refresh(token));
    }

    @Test
    @DisplayName("is not given to who did not ask to come back")
    void isNotForEverybody() {
      TestClient brief = TestLoan.asking(sponsor).without("grant_types").register();
      TestLoan once = TestLoan.of(human, brief);
      once.redeem(once.code()).then().statusCode(200).body("refresh_token", nullValue());
      TestLoan offline =
          TestLoan.of(human, brief, Set.of("read", "offline_access"), List.of(Api.ORDERS));
      assertTrue(
          offline.redeem(offline.code()).<String>path("refresh_token").startsWith("avow_rf_"));
    }
  }

  @Nested
  @DisplayName("POST /revoke with a refresh token, RFC 7009 §2.1")
  class GivingBack {
    private String first;
    private String minted;

    @BeforeEach
    void redeem() {
      Response answer = loan.redeem(loan.code());
      first = answer.path("refresh_token");
      minted = token(answer);
    }

    @Test
    @DisplayName("by its client → 200, and the grant is over with all that came of it")
    void endsTheGrant() {
      giveBack(client, first).then().statusCode(200);

      assertFalse(isAlive(minted));
      refused(loan.refresh(first));
      giveBack(client, first).then().statusCode(200);
    }

    @Test
    @DisplayName("by another client → 400, and the grant lives")
    void isTheClients() {
      TestClient other = TestLoan.asking(sponsor).register();

      Expect.oauthError(400, "unauthorized_client", giveBack(other, first));

      assertTrue(isAlive(minted));
    }

    @Test
    @DisplayName("a code, an expired one, none at all → 200, and the grant lives")
    void isATokenThatLives() {
      for (String shown : List.of(loan.code(), loan.refreshToken(Instant.now()), "avow_rf_x")) {
        giveBack(client, shown).then().statusCode(200);
      }

      assertTrue(isAlive(minted));
    }

    @Test
    @DisplayName("by a public client's name alone → 200")
    void isGivenBackByAPublicClient() {
      TestClient open =
          TestLoan.asking(sponsor)
              .with("token_endpoint_auth_method", "none")
              .without("jwks")
              .register();
      TestLoan lent = TestLoan.of(human, open);
      Response answer =
          TestLoan.redeeming(APublicClient.named(open.id()), lent.code()).post("/token");

      APublicClient.named(open.id())
          .formParam("token", answer.<String>path("refresh_token"))
          .post("/revoke")
          .then()
          .statusCode(200);

      assertFalse(isAlive(token(answer)));
    }

    private Response giveBack(TestClient by, String shown) {
      return by.form().formParam("token", shown).post("/revoke");
    }
  }

  @Nested
  class APublicClient {
    private TestClient open;
    private TestLoan lent;

    @BeforeEach
    void register() {
      open =
          TestLoan.asking(sponsor)
              .with("token_endpoint_auth_method", "none")
              .without("jwks")
              .register();
      lent = TestLoan.of(human, open);
    }

    private static RequestSpecification named(String id) {
      return RestAssured.given()
          .contentType("application/x-www-form-urlencoded")
          .formParam("client_id", id);
    }

    @Test
    @DisplayName("uses what it was lent by its name alone, and nothing else (A-038)")
    void usesWhatItWasLent() {
      Response answer = TestLoan.redeeming(named(open.id()), lent.code()).post("/token");
      token(answer);
      token(
          named(open.id())
              .formParam("grant_type", "refresh_token")
              .formParam("refresh_token", answer.<String>path("refresh_token"))
              .post("/token"));
      Expect.oauthError(
          401,
          "invalid_client",
          named(open.id()).formParam("grant_type", "client_credentials").post("/token"));
      Expect.oauthError(
          401,
          "invalid_client",
          named(open.id()).formParam("token", token(answer)).post("/introspect"));
    }

    @Test
    @DisplayName("a confidential client by its name alone → 401 (A-038)")
    void isNotEverybody() {
      Expect.oauthError(
          401,
          "invalid_client",
          TestLoan.redeeming(named(client.id()), loan.code()).post("/token"));
      Expect.oauthError(
          401, "invalid_client", TestLoan.redeeming(named("nobody"), loan.code()).post("/token"));
    }
  }

  private boolean isAlive(String token) {
    return client.introspect(token).then().statusCode(200).extract().path("active");
  }

  private static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }

  private static void refused(Response answer) {
    Expect.oauthError(400, "invalid_grant", answer);
  }
}
