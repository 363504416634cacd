package dev.avowry.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.bench.target.Keycloak;
import dev.avowry.bench.target.Withdrawals;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;

/**
 * For how long a resource server that validates offline lets a token of a disabled client in. There
 * is no list that it could ask for: it fetches the keys, again and again, and looks at {@code exp}.
 */
final class OfflineStudy {
  private static final Duration LIFETIME = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private OfflineStudy() {}

  /** In words. */
  static String told(Keycloak keycloak, Progress progress) throws InterruptedException {
    Withdrawals.Withdrawal withdrawal = keycloak.brief(LIFETIME);
    withdrawal.order().run();
    long disabled = System.nanoTime();
    int times = 0;
    while (accepts(withdrawal.token(), keycloak.jwks())) {
      times++;
      Thread.sleep(LOOK_EVERY);
    }
    String told =
        "Offline, by keys that were fetched anew each time, a token of Keycloak's that lives for %d s was let in %d times after its client had been disabled, for %.1f s: until it expired."
            .formatted(LIFETIME.toSeconds(), times, (System.nanoTime() - disabled) / 1e9);
    progress.says("arrival         " + told);
    return told;
  }

  private static boolean accepts(String token, String jwks) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      var key = JWKSet.parse(jwks).getKeyByKeyId(jwt.getHeader().getKeyID());
      Instant expires = jwt.getJWTClaimsSet().getExpirationTime().toInstant();
      return key != null
          && jwt.verify(new ECDSAVerifier(key.toECKey()))
          && Instant.now().isBefore(expires);
    } catch (ParseException | JOSEException e) {
      throw new ScenarioFailed("the token cannot be read: " + e);
    }
  }
}
