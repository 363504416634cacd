package dev.avowry.provisioning;

import dev.avowry.federation.FederationConfig;
import dev.avowry.federation.KeySource;
import dev.avowry.federation.PublishedKeys;
import dev.avowry.key.Algorithm;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import dev.avowry.key.Verification;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.provisioning.RejectedSet.Err;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The keys by which others sign what they signal, as they publish them. */
@ApplicationScoped
class SignalKeys {
  /** Far more systems than anybody lets in. */
  private static final int MOST = 1_000;

  /** Most transmitters sign by RS256, and administrators let each of them in by name. */
  private static final Set<Algorithm> ALGORITHMS = EnumSet.allOf(Algorithm.class);

  private final KeySource source;
  private final Verification verification;
  private final PublishedKeys<URI> published;

  SignalKeys(KeySource source, Verification verification, FederationConfig config, Clock clock) {
    this.source = source;
    this.verification = verification;
    this.published = new PublishedKeys<>(config, clock, MOST);
  }

  /** The token as one of the keys has signed it; refused when none has. */
  Uni<VerifiedJwt> verified(CompactJwt set, Signals by) {
    return published
        .of(by.jwksUri(), set.kid(), () -> fetch(by.jwksUri()))
        .chain(keys -> verified(set, keys));
  }

  private Uni<VerifiedJwt> verified(CompactJwt set, List<Jwk> candidates) {
    if (candidates.isEmpty()) {
      return Uni.createFrom()
          .failure(SignalReader.refused(Err.INVALID_KEY, "no key of the issuer verifies it"));
    }
    List<Jwk> others = candidates.subList(1, candidates.size());
    return verification
        .verify(set, candidates.getFirst())
        .chain(
            found ->
                found
                    .map(jwt -> Uni.createFrom().item(jwt))
                    .orElseGet(() -> verified(set, others)));
  }

  private Uni<List<Jwk>> fetch(URI address) {
    return source
        .fetch(address)
        .map(text -> JwkSet.read(text, ALGORITHMS, "sig"))
        .map(keys -> keys.filter(all -> !all.isEmpty()))
        .map(keys -> keys.orElseThrow(() -> new IllegalStateException("no usable JWK Set")));
  }
}
