package dev.avowry.authn;

import dev.avowry.agent.ClientSecret;
import dev.avowry.agent.SecretHash;
import dev.avowry.key.Algorithm;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.KeyMaterial;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is verified where there is nothing to verify with: a client that is unknown costs what one
 * costs whose proof is wrong. Nobody holds what it compares with.
 */
@Singleton
final class Decoy {
  private final Map<Algorithm, Jwk> keys = new EnumMap<>(Algorithm.class);
  private final SecretHash secret;

  Decoy(SecureRandom random) {
    // Not for RSA: to make such a key takes longer than all that it would hide.
    for (Algorithm algorithm : new Algorithm[] {Algorithm.ES256, Algorithm.EDDSA}) {
      keys.put(algorithm, KeyMaterial.generate(algorithm).jwk());
    }
    this.secret = SecretHash.of(ClientSecret.random(random).text());
  }

  /** A key of the algorithm that the assertion says it is signed by. */
  Optional<Jwk> key(CompactJwt assertion) {
    return Algorithm.named(assertion.algorithm()).map(keys::get);
  }

  SecretHash secret() {
    return secret;
  }
}
