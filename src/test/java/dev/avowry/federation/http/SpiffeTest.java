package dev.avowry.federation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.SpiffeIssuer;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestCertificate.Draft;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** draft-ietf-oauth-spiffe-client-auth: agents by the SVIDs of a trust domain that is trusted. */
@AvowryTest
class SpiffeTest {
  private static final String PATH = "/ns/jobs/sa/batch";
  private static final Map<String, String> WANTED = Map.of("scope", "read", "resource", Api.ORDERS);

  private final SpiffeIssuer domain = SpiffeIssuer.create();
  private TestClient agent;
  private String trust;
  private String rule;

  @BeforeEach
  void trust() {
    agent = Api.agent(Api.sponsor()).register();
    trust = OutsideIssuer.registered(domain.trust());
    rule = OutsideIssuer.ruled(trust, Map.of("sub", domain.id(PATH)), Map.of("agent", agent.id()));
  }

  private Response by(TestCertificate svid) {
    return SpiffeIssuer.byCertificate(svid, agent.id(), WANTED);
  }

  private static void granted(Response answer) {
    assertEquals(200, answer.statusCode(), answer.asString());
  }

  private static void refused(Response answer) {
    Expect.oauthError(401, "invalid_client", answer);
    assertNull(answer.path("access_token"));
  }

  private void onThePath(Response answer) {
    granted(answer);
    List<String> path = Api.claims(answer.path("access_token")).getList("status.lineage.path");
    assertEquals(List.of(agent.id(), trust, rule), path.subList(path.size() - 3, path.size()));
  }

  @Nested
  class WithACertificate {
    @Test
    @DisplayName("an X.509-SVID → 200, issuer and rule on the path")
    void isProven() {
      onThePath(by(domain.svid(PATH)));
    }

    @Test
    @DisplayName("of the bundle that the issuer publishes → 200")
    void isProvenByAFetchedBundle() {
      SpiffeIssuer other = SpiffeIssuer.create();
      try (OutsideIssuer endpoint = OutsideIssuer.start()) {
        endpoint.answer(200, JSONObjectUtils.toJSONString(other.bundle()));
        Map<String, Object> body = other.trust();
        body.remove("jwks");
        body.put("jwks_uri", endpoint.jwksUri());
        String fetched = OutsideIssuer.registered(body);
        OutsideIssuer.ruled(fetched, Map.of("sub", other.id(PATH)), Map.of("agent", agent.id()));

        granted(SpiffeIssuer.byCertificate(other.svid(PATH), agent.id(), WANTED));
        granted(SpiffeIssuer.byJwt(other.jwt(PATH), WANTED));
      }
    }

    static Stream<Arguments> wrong() {
      return Stream.of(
          wrong("expired", draft -> draft.from(Duration.ofHours(-2)).until(Duration.ofMinutes(-1))),
          wrong(
              "not yet in force",
              draft -> draft.from(Duration.ofHours(1)).until(Duration.ofHours(2))),
          wrong("CA:TRUE", Draft::ofAuthority),
          wrong(
              "may sign certificates",
              draft -> draft.usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)),
          wrong(
              "may sign lists", draft -> draft.usage(KeyUsage.digitalSignature | KeyUsage.cRLSign)),
          wrong("may not sign", draft -> draft.usage(KeyUsage.keyEncipherment)),
          wrong(
              "for servers alone",
              draft -> draft.purpose(Optional.of(KeyPurposeId.id_kp_serverAuth))),
          wrong(
              "two URIs",
              draft -> draft.name(GeneralName.uniformResourceIdentifier, "https://a.example")),
          wrong("a weak key", draft -> draft.key(TestCertificate.newKey("RSA", 1024))));
    }

    private static Arguments wrong(String what, UnaryOperator<Draft> change) {
      return arguments(what, change);
    }

    @ParameterizedTest(name = "{0} → 401 (A-042)")
    @MethodSource("wrong")
    void isInOrder(String what, UnaryOperator<Draft> change) {
      refused(by(domain.svid(PATH, change)));
    }

    @Test
    @DisplayName(
        "of another authority, another domain, another workload, in the CN alone → 401 (A-042)")
    void isTheOneThatTheRuleNames() {
      SpiffeIssuer other = SpiffeIssuer.create();
      refused(by(new SpiffeIssuer(domain.domain(), other.authority(), other.key()).svid(PATH)));
      refused(by(other.svid(PATH)));
      refused(by(domain.svid("/ns/jobs/sa/other")));
      refused(by(domain.authority().issue(draft -> draft.subject("CN=" + domain.id(PATH)))));
      refused(
          by(
              domain
                  .authority()
                  .issue(
                      draft ->
                          draft.name(
                              GeneralName.uniformResourceIdentifier,
                              "spiffe://" + domain.domain()))));
    }

    @Test
    @DisplayName("an authority's own word for a domain that another speaks for → 401")
    void isOfTheAuthoritysDomain() {
      SpiffeIssuer other = SpiffeIssuer.create();
      OutsideIssuer.registered(other.trust());
      refused(by(new SpiffeIssuer(domain.domain(), other.authority(), other.key()).svid(PATH)));
    }

    @Test
    @DisplayName("naming another client → 401")
    void isNotAnother() {
      TestClient other = Api.agent(Api.sponsor()).register();
      refused(SpiffeIssuer.byCertificate(domain.svid(PATH), other.id(), WANTED));
    }

    @Test
    @DisplayName("two issuers that speak for the domain → 401, whichever is meant")
    void isOfOneIssuer() {
      Map<String, Object> again = domain.trust();
      again.put("issuer", "https://again." + domain.domain());
      OutsideIssuer.registered(again);
      refused(by(domain.svid(PATH)));
    }

    @Test
    @DisplayName("issuer or rule suspended, agent revoked → refused, and the tokens are dead")
    void isEnded() {
      for (Map<String, String> target :
          List.of(Map.of("trust", trust), Map.of("trust", rule), Map.of("agent", agent.id()))) {
        String held = by(domain.svid(PATH)).path("access_token");
        ordered(target, "suspend", Api.adminToken());
        refused(by(domain.svid(PATH)));
        assertEquals(false, Api.agent(Api.sponsor()).register().introspect(held).path("active"));
        ordered(target, "resume", Api.secondAdminToken());
        granted(by(domain.svid(PATH)));
      }
    }

    private void ordered(Map<String, String> target, String mode, String token) {
      Api.as(token)
          .body(Map.of("target", target, "mode", mode, "reason", "test"))
          .post("/v1/revocations")
          .then()
          .statusCode(200);
    }
  }

  @Nested
  class WithAJwtSvid {
    @Test
    @DisplayName("that names no issuer, as jwt-spiffe → 200, issuer and rule on the path")
    void isProven() {
      onThePath(SpiffeIssuer.byJwt(domain.jwt(PATH), WANTED));
    }

    @Test
    @DisplayName("that names no issuer, as an assertion of RFC 7523 → 401")
    void needsAnIssuerElsewhere() {
      refused(OutsideIssuer.asClient(domain.jwt(PATH), WANTED));
    }

    @Test
    @DisplayName("of another domain's key, for others, naming another issuer → 401")
    void isInOrder() {
      SpiffeIssuer other = SpiffeIssuer.create();
      refused(
          SpiffeIssuer.byJwt(
              new SpiffeIssuer(domain.domain(), other.authority(), other.key()).jwt(PATH), WANTED));
      refused(
          SpiffeIssuer.byJwt(
              domain.jwt(PATH, Map.of("aud", List.of(Api.ISSUER, "another"))), WANTED));
      refused(
          SpiffeIssuer.byJwt(domain.jwt(PATH, Map.of("iss", "https://another.example")), WANTED));
      refused(SpiffeIssuer.byJwt(other.jwt(PATH), WANTED));
    }

    @Test
    @DisplayName("of a client's own key, as jwt-spiffe → 401")
    void isNoOwnAssertion() {
      refused(SpiffeIssuer.byJwt(agent.assertion(), WANTED));
    }
  }
}
