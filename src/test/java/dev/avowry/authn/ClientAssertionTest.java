package dev.avowry.authn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import dev.avowry.testing.Api;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7523 §3 as narrowed by its update: what a verified assertion has to say. */
class ClientAssertionTest {
  private static final Instant NOW = TestNodes.NOW;
  private static final NodeId ID = TestNodes.id();
  private static final TestClient CLIENT = new TestClient(ID.toString(), TestClient.newKey());
  private static final Jwk KEY = Jwk.parse(CLIENT.key().toPublicJWK().toJSONObject());

  private final Map<String, Object> claims = Forged.claims(CLIENT, NOW);
  private final Map<String, Object> header = Forged.header(CLIENT);

  @Test
  void usesUpTheJtiOfThisClientUntilItWouldBeRefusedAsExpired() {
    claims.put("jti", "one");

    assertEquals(
        new SingleUse(
            SingleUse.Kind.CLIENT_ASSERTION, ID.toString(), "one", NOW.plusSeconds(60 + 30)),
        check());
  }

  @Nested
  class TheAudience {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://avowry.example/",
          "https://avowry.example/token",
          "https://avowry.example/introspect",
          "https://avowry.example/revoke",
          "https://AVOWRY.example",
          "https://avowry.example:443",
          "http://avowry.example",
          "https://avowry.exampl",
          "https://avowry.example.evil.example",
          "https://avоwry.example", // a Cyrillic o
          ""
        })
    void isTheIssuerAndNothingThatLooksLikeIt(String other) {
      claims.put("aud", other);

      refuses("aud");
    }

    @Test
    void isNoArrayNotEvenOfOne() {
      claims.put("aud", List.of(Api.ISSUER));
      refuses("aud");

      claims.put("aud", List.of(Api.ISSUER, "https://other.example"));
      refuses("aud");
    }

    @Test
    void isThere() {
      claims.remove("aud");

      refuses("aud");
    }
  }

  @Nested
  class TheTimes {
    @Test
    void needAnExpiry() {
      claims.remove("exp");

      refuses("exp");
    }

    @Test
    void tolerateAClockThirtySecondsOff() {
      claims.put("exp", NOW.minusSeconds(29).getEpochSecond());

      check();
    }

    @Test
    void areOverExactlyAtTheEdge() {
      claims.put("exp", NOW.minusSeconds(30).getEpochSecond());

      refuses("expired");
    }

    @Test
    void endNoMoreThanTenMinutesAhead() {
      Duration longest = Duration.ofMinutes(10).plusSeconds(30);
      claims.put("exp", NOW.plus(longest).getEpochSecond());
      check();

      claims.put("exp", NOW.plus(longest).plusSeconds(1).getEpochSecond());
      refuses("10 minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "nbf"})
    void beginNoMoreThanThirtySecondsAhead(String name) {
      claims.put(name, NOW.plusSeconds(30).getEpochSecond());
      check();

      claims.put(name, NOW.plusSeconds(31).getEpochSecond());
      refuses(name);
    }
  }

  @Nested
  class TheJti {
    @Test
    void isThere() {
      claims.remove("jti");

      refuses("jti");
    }

    @Test
    void hasFromOneTo255Characters() {
      claims.put("jti", "");
      refuses("jti");

      claims.put("jti", "x".repeat(256));
      refuses("jti");

      claims.put("jti", "x".repeat(255));
      assertEquals(255, check().value().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\nb", "\u007f", "\u0085"})
    void hasNoControlCharacter(String control) {
      claims.put("jti", "a" + control);

      refuses("jti");
    }
  }

  @Nested
  class TheKind {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "at+jwt",
          "dpop+jwt",
          "secevent+jwt",
          "logout+jwt",
          "revocations+jwt",
          "jwt",
          "application/client-authentication+jwt",
          ""
        })
    void isNotThatOfAnotherJwt(String typ) {
      header.put("typ", typ);

      refuses("typ");
    }

    @Test
    void mayBeLeftOutOrBePlain() {
      header.put("typ", "JWT");
      check();

      header.remove("typ");
      check();
    }
  }

  @Nested
  class TheClient {
    @Test
    void isNamedTwiceTheSame() {
      claims.put("iss", "https://other.example");
      refusesClaimed("iss and sub");

      claims.remove("iss");
      refusesClaimed("iss and sub");
    }

    @Test
    void isNamed() {
      claims.remove("sub");

      refusesClaimed("sub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "' or 1=1 --", "AAAAAAAAAAB", "ＡAAAAAAAAAA"})
    void isAnIdOrNobody(String subject) {
      claims.put("iss", subject);
      claims.put("sub", subject);

      refusesClaimed("no live client");
    }

    private void refusesClaimed(String why) {
      String said =
          Expect.refusal(Reason.INVALID_CLIENT, () -> ClientAssertion.claimedClient(parsed()));
      assertTrue(said.contains(why), said);
    }
  }

  private SingleUse check() {
    return ClientAssertion.check(verified(), ID.toString(), Api.ISSUER, NOW);
  }

  private void refuses(String why) {
    String said = Expect.refusal(Reason.INVALID_CLIENT, this::check);
    assertTrue(said.contains(why), said);
  }

  private VerifiedJwt verified() {
    return parsed().verify(KEY.toVerificationKey()).orElseThrow();
  }

  private CompactJwt parsed() {
    return CompactJwt.parse(Forged.jws(CLIENT.key(), header, claims), ClientAssertion.MAX_LENGTH)
        .orRefuse(Reason.SERVER_ERROR);
  }
}
