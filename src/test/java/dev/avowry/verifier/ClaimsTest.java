package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the claims of a genuine token must say. */
final class ClaimsTest extends IssuerTest {
  private final long now = TestIssuer.START.getEpochSecond();

  @ParameterizedTest
  @ValueSource(
      strings = {"iss", "sub", "aud", "client_id", "jti", "iat", "exp", "sponsor", "status"})
  void requiresEachClaim(String claim) {
    refused(Reason.CLAIM, issuer.token().without(claim));
    refused(Reason.CLAIM, issuer.token().claim(claim, true));
    refused(Reason.CLAIM, issuer.token().claim(claim, ""));
    refused(Reason.CLAIM, issuer.token().claim(claim, List.of()));
  }

  @Test
  @DisplayName("authorization_details are shown as they stand, each with its type (RFC 9396 §9.1)")
  void showsAuthorizationDetails() {
    List<Map<String, Object>> details =
        List.of(Map.of("type", "payment", "actions", List.of("initiate"), "amount", 100L));

    assertEquals(
        details,
        live(issuer.token().claim("authorization_details", details)).authorizationDetails());
    assertEquals(List.of(), live(issuer.token()).authorizationDetails());
    for (Object spoiled :
        List.of("payment", List.of("payment"), List.of(Map.of("actions", List.of("initiate"))))) {
      refused(Reason.CLAIM, issuer.token().claim("authorization_details", spoiled));
    }
  }

  @Test
  void requiresTheWholeLineage() {
    List<Map<String, Object>> spoiled =
        List.of(
            Map.of("path", List.of("a"), "seq", 0),
            Map.of("uri", "x", "seq", 0),
            Map.of("uri", "x", "path", List.of("a")),
            Map.of("uri", "x", "path", List.of(), "seq", 0),
            Map.of("uri", "x", "path", "a", "seq", 0),
            Map.of("uri", "x", "path", List.of("a", 1), "seq", 0),
            Map.of("uri", "x", "path", List.of("a"), "seq", -1),
            Map.of("uri", "x", "path", List.of("a"), "seq", 0.5),
            Map.of("uri", "x", "path", List.of("a"), "seq", "0"));
    for (Map<String, Object> lineage : spoiled) {
      refused(Reason.CLAIM, issuer.token().claim("status", Map.of("lineage", lineage)));
    }
    refused(Reason.CLAIM, issuer.token().claim("status", Map.of()));
  }

  @Test
  @DisplayName("a token that is bound to a key is none for whoever bears it (RFC 7800 §3.1)")
  void refusesWhatIsBound() {
    refused(Reason.BINDING, issuer.token().claim("cnf", Map.of("jkt", "thumbprint")));
    refused(Reason.BINDING, issuer.token().claim("cnf", true));
  }

  @Test
  @DisplayName("exp == now + skew is expired, a second before is not")
  void expiresOnTheSecond() {
    TestJws token = issuer.token();
    issuer.clock.advance(Duration.ofSeconds(309));
    issuer.serve(issuer.list());
    live(token);
    issuer.clock.advance(Duration.ofSeconds(1));
    refused(Reason.EXPIRED, token);
  }

  @Test
  @DisplayName("exp == now is expired when no skew is allowed")
  void expiresOnTheSecondWithoutSkew() {
    String token = issuer.token().sign();
    try (Verifier exact = issuer.verifier().skew(Duration.ZERO).build()) {
      issuer.clock.advance(Duration.ofMinutes(5).minusMillis(1));
      issuer.serve(issuer.list().claim("exp", now + 400));
      assertEquals(Result.Live.class, exact.verify(token, READ).getClass());
      issuer.clock.advance(Duration.ofMillis(1));
      assertEquals(Reason.EXPIRED, reasonOf(exact.verify(token, READ)));
    }
  }

  @Test
  @DisplayName("iat or nbf == now + skew passes, a second later does not")
  void startsOnTheSecond() {
    live(issuer.token().claim("iat", now + 10));
    live(issuer.token().claim("nbf", now + 10));
    refused(Reason.NOT_YET, issuer.token().claim("iat", now + 11));
    refused(Reason.NOT_YET, issuer.token().claim("nbf", now + 11));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1893456300\"",
        "1893456300.5",
        "1.8934563e9",
        "-1",
        "1893456300000",
        "9223372036854775807",
        "9223372036854775808",
        "null",
        "[1893456300]"
      })
  @DisplayName("A-014 a time that is not a whole number of seconds")
  void refusesOtherTimes(String time) {
    for (String claim : List.of("exp", "nbf")) {
      refused(
          Reason.CLAIM,
          issuer.token().claim(claim, "@").claimsText(text -> text.replace("\"@\"", time)));
    }
  }

  @Test
  @DisplayName("A-014 a time beyond all numbers, exp not after iat")
  void refusesImpossibleTimes() {
    refused(
        Reason.MALFORMED,
        issuer.token().claim("exp", "@").claimsText(text -> text.replace("\"@\"", "1e400")));
    refused(Reason.CLAIM, issuer.token().claim("exp", now));
  }

  @Test
  @DisplayName("A-015 aud is compared character by character")
  void refusesOtherAudiences() {
    for (String other :
        List.of(
            "https://files.example/",
            "https://Files.example",
            "https://files.example:443",
            "https://files.exampl",
            "https://files.example.evil",
            "https://fıles.example",
            "*")) {
      refused(Reason.AUDIENCE, issuer.token().claim("aud", other));
      refused(Reason.AUDIENCE, issuer.token().claim("aud", List.of(other, other)));
    }
  }

  @Test
  @DisplayName("A-015 aud may have several members, all of them strings")
  void takesOneOfSeveralAudiences() {
    live(issuer.token().claim("aud", List.of(TestIssuer.AUDIENCE)));
    live(issuer.token().claim("aud", List.of("https://other.example", TestIssuer.AUDIENCE)));
    refused(Reason.CLAIM, issuer.token().claim("aud", List.of(TestIssuer.AUDIENCE, 1)));
    refused(Reason.CLAIM, issuer.token().claim("aud", Map.of(TestIssuer.AUDIENCE, true)));
  }

  @Test
  void requiresEveryScope() {
    Expectation both = Expectation.of(TestIssuer.AUDIENCE, "files.read", "files.write");
    assertEquals(Reason.SCOPE, reasonOf(verifier.verify(issuer.token().sign(), both)));
    refused(Reason.SCOPE, issuer.token().claim("scope", "files.readx"));
    refused(Reason.SCOPE, issuer.token().without("scope"));
    refused(Reason.CLAIM, issuer.token().claim("scope", "files.read  files.list"));
    refused(Reason.CLAIM, issuer.token().claim("scope", List.of("files.read")));
  }

  @Test
  void refusesAnActorWithoutSubject() {
    refused(Reason.CLAIM, issuer.token().claim("act", Map.of("sub_profile", "ai_agent")));
    refused(Reason.CLAIM, issuer.token().claim("act", Map.of("sub", "a", "act", List.of("b"))));
  }
}
