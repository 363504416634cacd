package dev.avowry.federation;

import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.Verification;
import dev.avowry.key.VerifiedJwt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds out whether an outside issuer has signed a token. */
@ApplicationScoped
class OutsideSignatures {
  private final OutsideKeys keys;
  private final Verification verification;

  OutsideSignatures(OutsideKeys keys, Verification verification) {
    this.keys = keys;
    this.verification = verification;
  }

  /** The token as the issuer has signed it; refused when none of its keys verifies it. */
  Uni<VerifiedJwt> verified(CompactJwt jwt, TrustedIssuer issuer) {
    return keys.of(issuer, jwt.kid()).chain(candidates -> verified(jwt, candidates));
  }

  /** By the first of the keys that verifies it. */
  private Uni<VerifiedJwt> verified(CompactJwt jwt, List<Jwk> candidates) {
    if (candidates.isEmpty()) {
      throw OutsideToken.unproven();
    }
    List<Jwk> others = candidates.subList(1, candidates.size());
    return verification
        .verify(jwt, candidates.getFirst())
        .chain(
            found ->
                found
                    .map(token -> Uni.createFrom().item(token))
                    .orElseGet(() -> verified(jwt, others)));
  }
}
