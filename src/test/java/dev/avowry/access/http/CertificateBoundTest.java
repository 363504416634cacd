package dev.avowry.access.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestMcp;
import dev.avowry.testing.TestProof;
import dev.avowry.testing.TestTls;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * RFC 8705 §3: tokens that are bound to a certificate, where they are minted and at Avowry's own
 * API.
 */
@AvowryTest
class CertificateBoundTest {
  private String sponsor;
  private TestClient agent;
  private TestCertificate certificate;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    agent =
        Api.agent(sponsor)
            .with("scopes", List.of("read", "ssf.read", "tokens:introspect"))
            .with("tls_client_certificate_bound_access_tokens", true)
            .register();
    certificate = TestCertificate.selfSigned(draft -> draft.key(agent.key()));
  }

  private static Response token(RequestSpecification request, Map<String, String> parameters) {
    return request
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "client_credentials")
        .formParams(parameters)
        .post("/token");
  }

  private Response token(RequestSpecification request) {
    return token(
        request, Map.of("client_id", agent.id(), "scope", "read ssf.read", "resource", Api.ISSUER));
  }

  private String bound() {
    Response answer = token(TestTls.request(certificate));
    assertEquals(200, answer.statusCode(), answer.asString());
    return answer.path("access_token");
  }

  private static RequestSpecification assertion(RequestSpecification request, TestClient client) {
    return request
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", client.assertion());
  }

  private static RequestSpecification with(
      RequestSpecification request, String scheme, String token) {
    return request.contentType("application/json").header("Authorization", scheme + " " + token);
  }

  @Nested
  class WhoAsksForOne {
    @Test
    @DisplayName("by the certificate → 200, Bearer, cnf.x5t#S256 (RFC 8705 §3.1)")
    void getsIt() {
      Response answer = token(TestTls.request(certificate));

      assertEquals("Bearer", answer.path("token_type"));
      assertEquals(
          Map.of("x5t#S256", certificate.thumbprint()),
          Api.claims(answer.path("access_token")).getMap("cnf"));
    }

    @Test
    @DisplayName("by an assertion, any certificate beside it → bound to that; none → 400")
    void provesItselfOtherwise() {
      TestCertificate any = TestCertificate.selfSigned(draft -> draft);
      Response answer = token(assertion(TestTls.request(any), agent));

      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals(
          any.thumbprint(), Api.claims(answer.path("access_token")).getMap("cnf").get("x5t#S256"));
      Expect.oauthError(400, "invalid_request", token(assertion(RestAssured.given(), agent)));
      Expect.oauthError(400, "invalid_request", token(assertion(TestTls.request(), agent)));
    }

    @Test
    @DisplayName("with an expired certificate beside an assertion → 401 (A-042)")
    void bringsAnExpiredOne() {
      TestCertificate expired =
          TestCertificate.selfSigned(
              draft -> draft.from(Duration.ofHours(-2)).until(Duration.ofMinutes(-1)));
      Expect.oauthError(401, "invalid_client", token(assertion(TestTls.request(expired), agent)));
    }

    @Test
    @DisplayName("with a proof as well → 400: a token is bound to one thing")
    void asksForTwoBindings() {
      Expect.oauthError(
          400,
          "invalid_request",
          token(
              TestTls.request(certificate)
                  .header("DPoP", TestProof.ofTokenRequest(TestClient.newKey()).sign())));
    }

    @Test
    @DisplayName("registered for both bindings → 400")
    void isRegisteredForBoth() {
      Expect.problem(
          400,
          "invalid-request",
          Api.agent(sponsor)
              .with("dpop_bound_access_tokens", true)
              .with("tls_client_certificate_bound_access_tokens", true)
              .tryRegister(Api.adminToken()));
      Response shown = Api.admin().get("/v1/agents/" + agent.id());
      assertEquals(true, shown.path("tls_client_certificate_bound_access_tokens"));
      assertEquals(false, shown.path("dpop_bound_access_tokens"));
    }

    @Test
    @DisplayName("proven by a certificate, with a proof for the alias → DPoP (FAPI: mtls + dpop)")
    void bindsToAKeyInstead() {
      TestClient free = Api.agent(sponsor).register();
      TestCertificate own = TestCertificate.selfSigned(draft -> draft.key(free.key()));
      Map<String, String> asked =
          Map.of("client_id", free.id(), "scope", "read", "resource", Api.ORDERS);
      String atIssuer = TestProof.ofTokenRequest(TestClient.newKey()).sign();
      String atAlias =
          TestProof.ofTokenRequest(TestClient.newKey()).claim("htu", TestTls.URL + "/token").sign();
      String elsewhere =
          TestProof.ofTokenRequest(TestClient.newKey())
              .claim("htu", "https://evil.example/token")
              .sign();
      String alias = TestTls.URL.substring("https://".length());

      assertEquals(
          "DPoP", token(TestTls.request(own).header("DPoP", atIssuer), asked).path("token_type"));
      Response there =
          token(TestTls.request(own).header("Host", alias).header("DPoP", atAlias), asked);
      assertEquals("DPoP", there.path("token_type"), there.asString());
      Expect.oauthError(
          400,
          "invalid_dpop_proof",
          token(
              TestTls.request(own).header("Host", "evil.example").header("DPoP", elsewhere),
              asked));
    }
  }

  @Nested
  class WhoPresentsOne {
    @Test
    @DisplayName("with the certificate → 200, at /v1, /ssf and everywhere")
    void isLetIn() {
      String token = bound();

      Response me = with(TestTls.request(certificate), "Bearer", token).get("/v1/me");
      assertEquals(200, me.statusCode(), me.asString());
      assertEquals(agent.id(), me.path("agent.id"));
      assertEquals(
          200,
          with(TestTls.request(certificate), "Bearer", token).get("/ssf/streams").statusCode());
    }

    @Test
    @DisplayName("one for the tools: with the certificate → 200, with another and without → 401")
    void callsTools() {
      String token =
          token(
                  TestTls.request(certificate),
                  Map.of("client_id", agent.id(), "scope", "read", "resource", TestMcp.RESOURCE))
              .path("access_token");

      assertEquals(200, ping(TestTls.request(certificate), token).statusCode());
      for (RequestSpecification request :
          List.of(
              TestTls.request(),
              TestTls.request(TestCertificate.selfSigned(draft -> draft)),
              RestAssured.given())) {
        Expect.oauthError(401, "invalid_token", ping(request, token));
      }
    }

    private static Response ping(RequestSpecification request, String token) {
      return with(request, "Bearer", token)
          .accept("application/json, text/event-stream")
          .body(TestMcp.message("ping", Map.of()))
          .post("/mcp");
    }

    @Test
    @DisplayName(
        "without it, with another, with a renewed one, over plain HTTP → 401 invalid_token")
    void isNotLetIn() {
      String token = bound();
      TestCertificate renewed = TestCertificate.selfSigned(draft -> draft.key(agent.key()));
      TestCertificate other = TestCertificate.selfSigned(draft -> draft);
      for (RequestSpecification request :
          List.of(
              TestTls.request(),
              TestTls.request(renewed),
              TestTls.request(other),
              RestAssured.given())) {
        Response answer = with(request, "Bearer", token).get("/v1/me");
        Expect.problem(401, "invalid-token", answer);
        assertTrue(answer.header("WWW-Authenticate").contains("error=\"invalid_token\""));
      }
      assertEquals(
          401, with(TestTls.request(other), "Bearer", token).get("/ssf/streams").statusCode());
    }

    @Test
    @DisplayName("as DPoP with a proof → 401: it is bound to no key (A-043)")
    void confusesTheBindings() {
      String token = bound();
      String proof = TestProof.of(agent.key(), "GET", "/v1/me").with(token).sign();
      Expect.problem(
          401,
          "invalid-token",
          with(TestTls.request(certificate).header("DPoP", proof), "DPoP", token).get("/v1/me"));
    }

    @Test
    @DisplayName("a token that is bound to a key, over TLS with its certificate as Bearer → 401")
    void hasATokenForAKey() {
      TestClient free = Api.agent(sponsor).register();
      String token = free.boundToken("read", free.key());
      TestCertificate own = TestCertificate.selfSigned(draft -> draft.key(free.key()));
      Expect.problem(
          401, "invalid-token", with(TestTls.request(own), "Bearer", token).get("/v1/me"));
    }

    @Test
    @DisplayName("a token that is bound to nothing, with and without a certificate → 200")
    void hasAnUnboundToken() {
      String token = Api.agent(sponsor).register().ownToken("read");
      assertEquals(
          200, with(TestTls.request(certificate), "Bearer", token).get("/v1/me").statusCode());
      assertEquals(200, with(TestTls.request(), "Bearer", token).get("/v1/me").statusCode());
    }
  }

  @Nested
  class WhoAsksAboutOne {
    @Test
    @DisplayName("POST /introspect and GET /v1/audit/why/{jti} say what it is bound to")
    void isTold() throws Exception {
      String token = bound();
      Response answer =
          TestTls.request(certificate)
              .contentType("application/x-www-form-urlencoded")
              .formParam("client_id", agent.id())
              .formParam("token", token)
              .post("/introspect");
      assertEquals(Map.of("x5t#S256", certificate.thumbprint()), answer.path("cnf"));

      String why = "/v1/audit/why/" + Api.claims(token).getString("jti");
      Eventually.within(
          Duration.ofSeconds(10), "in the tree", () -> Api.admin().get(why).statusCode() == 200);
      assertTrue(
          Api.admin()
              .get(why)
              .asString()
              .contains("\"x5t#S256\":\"" + certificate.thumbprint() + '"'));
    }
  }

  @Nested
  class WhoExchangesOne {
    private String subject(TestClient worker) {
      return token(
              TestTls.request(certificate),
              Map.of(
                  "client_id",
                  agent.id(),
                  "scope",
                  "read",
                  "resource",
                  Api.ORDERS,
                  "requested_actor",
                  worker.id()))
          .path("access_token");
    }

    private Response exchange(RequestSpecification request, TestClient worker, String subject) {
      return assertion(request, worker)
          .contentType("application/x-www-form-urlencoded")
          .formParam("grant_type", TestClient.TOKEN_EXCHANGE)
          .formParam("subject_token", subject)
          .formParam("subject_token_type", TestClient.ACCESS_TOKEN)
          .post("/token");
    }

    @Test
    @DisplayName("for a token that is bound to nothing → 400 (A-062)")
    void cannotDropTheBinding() {
      TestClient worker = Api.agent(sponsor).register();
      Response answer = exchange(RestAssured.given(), worker, subject(worker));
      Expect.oauthError(400, "invalid_dpop_proof", answer);
      Response beside = exchange(TestTls.request(certificate), worker, subject(worker));
      Expect.oauthError(400, "invalid_dpop_proof", beside);
    }

    @Test
    @DisplayName("for one bound to its own certificate, or its own key → 200 (A-062)")
    void bindsToItsOwn() {
      TestClient worker =
          Api.agent(sponsor).with("tls_client_certificate_bound_access_tokens", true).register();
      TestCertificate own = TestCertificate.selfSigned(draft -> draft.key(worker.key()));
      Response bound = exchange(TestTls.request(own), worker, subject(worker));
      assertEquals(200, bound.statusCode(), bound.asString());
      assertEquals(
          own.thumbprint(), Api.claims(bound.path("access_token")).getMap("cnf").get("x5t#S256"));

      TestClient free = Api.agent(sponsor).register();
      String proof = TestProof.ofTokenRequest(free.key()).sign();
      Response toKey = exchange(RestAssured.given().header("DPoP", proof), free, subject(free));
      assertEquals("DPoP", toKey.path("token_type"), toKey.asString());
    }
  }
}
