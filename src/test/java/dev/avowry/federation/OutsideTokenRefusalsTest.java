package dev.avowry.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens of outside issuers that prove nothing. */
@AvowryTest
class OutsideTokenRefusalsTest extends FederationSetting {
  private Map<String, Object> claims = new HashMap<>();
  private Map<String, Object> header = new LinkedHashMap<>();

  @BeforeEach
  void inOrder() {
    ruled(platform.trusted("kubernetes"), Map.of("serviceaccount_uid", "uid-1"), isAgent());
    claims = platform.kubernetes("agents", "planner", "uid-1");
    header.put("alg", "ES256");
    header.put("kid", platform.key().getKeyID());
  }

  @Test
  @DisplayName("aud: endpoint, prefix, two, none → 401 (A-015, A-030)")
  void isMeantForAnother() {
    for (Object aud :
        List.of(
            "https://kubernetes.default.svc",
            Api.ISSUER + "/",
            Api.ISSUER + "/token",
            List.of(Api.ISSUER, "https://other.example"),
            List.of())) {
      claims.put("aud", aud);
      refusedAtBoth();
    }
    claims.remove("aud");
    refusedAtBoth();
  }

  @Test
  @DisplayName("exp past, too far ahead, absent; iat or nbf ahead; a year's life → 401 (A-014)")
  void isOutOfTime() {
    long now = Instant.now().getEpochSecond();
    for (Map<String, Object> times :
        List.<Map<String, Object>>of(
            Map.of("exp", now - 60),
            Map.of("exp", now + 7200),
            Map.of("exp", now * 1000),
            Map.of("exp", "never"),
            Map.of("iat", now + 61),
            Map.of("nbf", now + 61),
            Map.of("iat", now - 31_536_000))) {
      Map<String, Object> kept = new HashMap<>(claims);
      claims.putAll(times);
      refusedAtBoth();
      claims = kept;
    }
    claims.remove("exp");
    refusedAtBoth();
  }

  @Test
  @DisplayName("10 seconds of another clock → 200")
  void mayHaveAnotherClock() {
    long now = Instant.now().getEpochSecond();
    claims.put("iat", now + 10);
    claims.put("nbf", now + 10);
    token(OutsideIssuer.asClient(signed(), READ));
    claims.put("iat", now - 300);
    claims.put("nbf", now - 300);
    claims.put("exp", now - 10);
    token(OutsideIssuer.asClient(signed(), READ));
  }

  @Test
  @DisplayName("another account, the same name with another uid, two names at once → 401 (A-024)")
  void isAnotherWorkload() {
    claims = platform.kubernetes("agents", "other", "uid-2");
    refusedAtBoth();
    claims = platform.kubernetes("agents", "planner", "uid-2");
    refusedAtBoth();
    claims = platform.kubernetes("agents", "planner", "uid-1");
    claims.put("sub", "system:serviceaccount:agents:other");
    refusedAtBoth();
    claims.remove("kubernetes.io");
    refusedAtBoth();
  }

  @Test
  @DisplayName("typ of another kind, crit, none, HS256, kid of nobody → 401 (A-001, A-009, A-010)")
  void isAnotherKindOfToken() {
    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            Map.of("typ", "at+jwt"),
            Map.of("typ", "secevent+jwt"),
            Map.of("typ", "client-authentication+jwt"),
            Map.of("typ", "dpop+jwt"),
            Map.of("crit", List.of("exp")),
            Map.of("alg", "none"),
            Map.of("alg", "HS256"),
            Map.of("alg", "RS256"),
            Map.of("kid", "../../jwks"),
            Map.of("kid", List.of("a")))) {
      Map<String, Object> kept = new LinkedHashMap<>(header);
      header.putAll(change);
      refusedAtBoth();
      header = kept;
    }
  }

  @Test
  @DisplayName("a key of their own, in jwk, jku or by the same kid → 401 (A-006, A-007)")
  void bringsAKey() {
    ECKey own = TestClient.newKey();
    int fetched = platform.fetched();
    header.put("jwk", own.toPublicJWK().toJSONObject());
    try (OutsideIssuer theirs = OutsideIssuer.start()) {
      header.put("jku", theirs.jwksUri());
      refused(OutsideIssuer.asClient(Forged.jws(own, header, claims), READ));
      assertEquals(0, theirs.fetched());
    }
    assertTrue(platform.fetched() <= fetched + 1);
  }

  @Test
  @DisplayName("an issuer that is almost the trusted one → 401")
  void isAlmostTheIssuer() {
    for (String iss :
        List.of(platform.url() + "/", platform.url().replace("http:", "HTTP:"), "", "x")) {
      claims.put("iss", iss);
      refusedAtBoth();
    }
  }

  @Test
  @DisplayName("another trusted issuer that says the same of its own → 401 (A-065)")
  void isOfAnotherPlatform() {
    try (OutsideIssuer other = OutsideIssuer.start()) {
      other.trusted("kubernetes");
      refused(
          OutsideIssuer.asClient(
              other.token(other.kubernetes("agents", "planner", "uid-1")), READ));
      claims.put("iss", other.url());
      refusedAtBoth();
    }
  }

  @Test
  @DisplayName("a token or an assertion of our own → 401, 400 (A-010)")
  void showsWhatIsOurs() {
    refused(OutsideIssuer.asClient(agent.token("read", Api.ORDERS), READ));
    refusedGrant(OutsideIssuer.asGrant(agent.token("read", Api.ORDERS), READ));
    refusedGrant(OutsideIssuer.asGrant(agent.assertion(), READ));
  }

  @Test
  @DisplayName("two ways to authenticate, or no assertion → 400 (A-031)")
  void isTwoAtOnce() {
    Map<String, String> both = new HashMap<>(READ);
    both.put("client_assertion_type", TestClient.ASSERTION_TYPE);
    both.put("client_assertion", agent.assertion());
    Expect.oauthError(400, "invalid_request", OutsideIssuer.asGrant(signed(), both));
    Expect.oauthError(400, "invalid_request", OutsideIssuer.asGrant("", READ));
  }

  @Test
  @DisplayName("act and may_act of the outside token are not taken over (A-054)")
  void bringsAnActor() {
    claims.put("act", Map.of("sub", "admin"));
    claims.put("may_act", Map.of("sub", agent.id()));
    claims.put("scope", "admin");

    JsonPath minted = Api.claims(token(OutsideIssuer.asClient(signed(), READ)));

    assertFalse(minted.getMap("$").containsKey("act"));
    assertFalse(minted.getMap("$").containsKey("may_act"));
    assertEquals("read", minted.getString("scope"));
  }

  @Test
  @DisplayName("unknown, suspended and unruled are told in the same words")
  void learnsNothing() {
    Map<String, Object> unknown = new HashMap<>(claims);
    unknown.put("iss", "https://unknown.example");
    Map<String, Object> unruled = platform.kubernetes("agents", "other", "uid-9");

    assertEquals(
        OutsideIssuer.asClient(platform.token(unknown), READ).<String>path("error_description"),
        OutsideIssuer.asClient(platform.token(unruled), READ).<String>path("error_description"));
  }

  private String signed() {
    return Forged.jws(platform.key(), header, claims);
  }

  private void refusedAtBoth() {
    refused(OutsideIssuer.asClient(signed(), READ));
    refusedGrant(OutsideIssuer.asGrant(signed(), READ));
  }
}
