package dev.avowry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.Credential;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Jwk;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestNodes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsedCredentialTest {
  private static final Instant NOW = TestNodes.NOW;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static Credential key(Duration age, Optional<Instant> end, Optional<CredentialId> on) {
    return credential(
        new Authenticator.Key(Jwk.parse(TestClient.newKey().toPublicJWK().toJSONString())),
        age,
        end,
        on);
  }

  private static Credential credential(
      Authenticator authenticator, Duration age, Optional<Instant> end, Optional<CredentialId> on) {
    return new Credential(
        CredentialId.random(RANDOM),
        TestNodes.id(),
        authenticator,
        NodeState.LIVE,
        end,
        on,
        Optional.empty(),
        NOW.minus(age));
  }

  private static String advice(Credential credential) {
    return UsedCredential.of(credential, NOW).advice().orElse("");
  }

  @Test
  void leavesAYoungKeyAlone() {
    assertEquals("", advice(key(Duration.ofDays(90), Optional.empty(), Optional.empty())));
  }

  @Test
  void wantsAnOldKeyReplaced() {
    Credential old = key(Duration.ofDays(90).plusSeconds(1), Optional.empty(), Optional.empty());

    assertTrue(advice(old).contains("90 days"), advice(old));
  }

  @Test
  void saysFirstThatItEnds() {
    Credential ending =
        key(Duration.ofDays(200), Optional.of(NOW.plus(Duration.ofDays(13))), Optional.empty());

    assertTrue(advice(ending).contains("ends within"), advice(ending));
  }

  @Test
  void wantsWhatRidesConfirmed() {
    Credential riding =
        key(Duration.ZERO, Optional.empty(), Optional.of(CredentialId.random(RANDOM)));

    assertTrue(advice(riding).contains("confirmed"), advice(riding));
  }

  @Test
  void wantsASecretReplaced() {
    Credential secret =
        credential(
            new Authenticator.Secret(SecretHash.of(SecretBytes.ofText("a"))),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty());

    assertTrue(advice(secret).contains("legacy"), advice(secret));
  }
}
