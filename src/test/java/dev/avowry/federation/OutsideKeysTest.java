package dev.avowry.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutsideKeysTest {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration STALE = Duration.ofHours(4);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final ECKey first = TestClient.newKey();
  private final ECKey second = TestClient.newKey();

  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private Uni<String> answer = Uni.createFrom().item(() -> published(first));
  private int asked;

  private final OutsideKeys keys = keys();

  private OutsideKeys keys() {
    KeySource source =
        address -> {
          asked++;
          return answer;
        };
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new OutsideKeys(
        source, new Discovery(source, new EndpointRule(() -> false)), config(), clock);
  }

  @Test
  void areFetchedOnceWhileTheyAreFresh() {
    assertEquals(List.of(first.getKeyID()), names(first.getKeyID()));
    now = now.plus(FRESH).minusMillis(1);
    assertEquals(List.of(first.getKeyID()), names(first.getKeyID()));

    assertEquals(1, asked);
  }

  @Test
  void areFetchedAgainForANameThatIsNotThere() {
    names(first.getKeyID());
    answer = Uni.createFrom().item(() -> published(second));
    now = now.plus(PAUSE);

    assertEquals(List.of(second.getKeyID()), names(second.getKeyID()));
    assertEquals(List.of(), names(first.getKeyID()));
  }

  @Test
  @DisplayName("a key that was removed is gone when the rest has grown old (A-026)")
  void areGoneWhenTheRestHasGrownOld() {
    names(first.getKeyID());
    answer = Uni.createFrom().item(() -> published(second));

    now = now.plus(FRESH).minusMillis(1);
    assertEquals(List.of(first.getKeyID()), names(first.getKeyID()));
    now = now.plusMillis(1);
    assertEquals(List.of(), names(first.getKeyID()));
  }

  @Test
  void areAskedForOnceInAPauseWhateverTokensName() {
    for (int i = 0; i < 100; i++) {
      assertEquals(List.of(), names("invented-" + i));
    }
    assertEquals(1, asked);
  }

  @Test
  void areUsedWhileTheIssuerIsDownUpToTheLimit() {
    names(first.getKeyID());
    answer = Uni.createFrom().failure(new IllegalStateException("down"));

    now = now.plus(STALE).minusMillis(1);
    assertEquals(List.of(first.getKeyID()), names(first.getKeyID()));

    now = now.plusMillis(1);
    Expect.refusal(Reason.TEMPORARILY_UNAVAILABLE, () -> names(first.getKeyID()));
  }

  @Test
  void decideNothingWhenTheyWereNeverHad() {
    answer = Uni.createFrom().failure(new IllegalStateException("down"));

    Expect.refusal(Reason.TEMPORARILY_UNAVAILABLE, () -> names(first.getKeyID()));
    Expect.refusal(Reason.TEMPORARILY_UNAVAILABLE, () -> names(first.getKeyID()));
    assertEquals(1, asked);
  }

  @Test
  void ofNoUsableSetAreAsIfTheIssuerWereDown() {
    answer = Uni.createFrom().item("{\"keys\": []}");

    Expect.refusal(Reason.TEMPORARILY_UNAVAILABLE, () -> names(first.getKeyID()));
  }

  private List<String> names(String kid) {
    return keys.of(issuer(), Optional.of(kid)).await().atMost(Duration.ofSeconds(5)).stream()
        .map(Jwk::kid)
        .flatMap(Optional::stream)
        .toList();
  }

  private static String published(ECKey key) {
    return JSONObjectUtils.toJSONString(Map.of("keys", List.of(key.toPublicJWK().toJSONObject())));
  }

  private static TrustedIssuer issuer() {
    return new TrustedIssuer(
        new TrustId(7),
        "a platform",
        "https://platform.example",
        Profile.OIDC,
        "https://avowry.example",
        Set.of(Algorithm.ES256),
        new KeyOrigin.Address(URI.create("https://platform.example/jwks")),
        Optional.empty(),
        true,
        Duration.ofHours(1),
        NodeState.LIVE,
        Instant.EPOCH);
  }

  private static FederationConfig config() {
    return new FederationConfig() {
      @Override
      public Duration keysFresh() {
        return FRESH;
      }

      @Override
      public Duration keysStale() {
        return STALE;
      }

      @Override
      public Duration refetchPause() {
        return PAUSE;
      }

      @Override
      public Duration fetchTimeout() {
        return Duration.ofSeconds(3);
      }

      @Override
      public int quarantinePerMinute() {
        return 60;
      }
    };
  }
}
