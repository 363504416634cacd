package dev.avowry.verifier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;

/**
 * A key with the one algorithm that it is for.
 *
 * @param kid as the issuer calls it, or its thumbprint (RFC 7638)
 */
record VerificationKey(String kid, Algorithm algorithm, PublicKey key) {
  /** RFC 7518 §6.2.2, §6.3.2 and §6.4.1. */
  private static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  /** The key that a proof of possession brings along, called by its thumbprint; RFC 9449 §4.2. */
  static VerificationKey broughtAlong(CompactJws proof) throws Refusal {
    Members members = proof.jwk();
    if (SECRETS.stream().anyMatch(members::has)) {
      throw new Refusal(Reason.KEY, "jwk has a private part");
    }
    if (proof.algorithm() == Algorithm.RS256
        || (members.has("alg") && !members.string("alg").equals(proof.algorithm().joseName()))) {
      throw new Refusal(Reason.ALGORITHM, "alg is none that the key is accepted for");
    }
    try {
      JWK jwk = JWK.parse(members.values());
      PublicKey key = proof.algorithm().publicKey(jwk).orElseThrow(VerificationKey::unfit);
      return new VerificationKey(jwk.computeThumbprint().toString(), proof.algorithm(), key);
    } catch (ParseException
        | JOSEException
        | IllegalArgumentException
        | IllegalStateException unreadable) {
      throw unfit();
    }
  }

  private static Refusal unfit() {
    return new Refusal(Reason.KEY, "jwk is not a key for alg");
  }
}
