package dev.avowry.verifier;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of one JWKS (RFC 7517 §5) that can verify. Left out, so that a token naming one finds no
 * key: what has no {@code kid}, no {@code alg} or one that does not fit the key, what is for
 * another use, what is symmetric or carries its private part, and every key whose {@code kid}
 * another key has too.
 */
final class KeySet implements KeySource {
  private final Map<String, VerificationKey> byKid;

  private KeySet(Map<String, VerificationKey> byKid) {
    this.byKid = Map.copyOf(byKid);
  }

  static KeySet parse(String json) throws Refusal {
    Members set = new Members(StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), Reason.KEY);
    Map<String, VerificationKey> byKid = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Members jwk : set.objects("keys")) {
      // A kid counts as taken even by a key that is left out: which of the two was meant is open.
      boolean repeated = jwk.values().get("kid") instanceof String kid && !seen.add(kid);
      if (repeated) {
        byKid.remove(jwk.string("kid"));
      } else {
        usable(jwk).ifPresent(key -> byKid.put(key.kid(), key));
      }
    }
    return new KeySet(byKid);
  }

  @Override
  public VerificationKey find(String kid) throws Refusal {
    return known(kid).orElseThrow(() -> new Refusal(Reason.KEY, "the issuer has no such key"));
  }

  Optional<VerificationKey> known(String kid) {
    return Optional.ofNullable(byKid.get(kid));
  }

  private static Optional<VerificationKey> usable(Members members) {
    try {
      JWK jwk = JWK.parse(members.values());
      if (jwk.isPrivate() || !isForVerifying(jwk)) {
        return Optional.empty();
      }
      Algorithm algorithm = Algorithm.named(members.string("alg")).orElse(null);
      if (algorithm == null) {
        return Optional.empty();
      }
      String kid = members.string("kid");
      return algorithm.publicKey(jwk).map(key -> new VerificationKey(kid, algorithm, key));
    } catch (ParseException | IllegalArgumentException | IllegalStateException | Refusal e) {
      return Optional.empty();
    }
  }

  private static boolean isForVerifying(JWK jwk) {
    return (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
        && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
  }
}
