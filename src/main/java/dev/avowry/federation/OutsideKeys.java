package dev.avowry.federation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The keys of outside issuers: those that were given with the trust, or as they are published. */
@ApplicationScoped
public class OutsideKeys {
  /** Far more than anybody trusts: only administrators register issuers. */
  private static final int MOST_ISSUERS = 10_000;

  private final KeySource source;
  private final Discovery discovery;
  private final PublishedKeys<TrustId> published;

  OutsideKeys(KeySource source, Discovery discovery, FederationConfig config, Clock clock) {
    this.source = source;
    this.discovery = discovery;
    this.published = new PublishedKeys<>(config, clock, MOST_ISSUERS);
  }

  /**
   * The keys that a token may have been signed with: those of that name, or all when it names none.
   * Refused with {@link Reason#TEMPORARILY_UNAVAILABLE} when there are none that are young enough.
   */
  Uni<List<Jwk>> of(TrustedIssuer issuer, Optional<String> kid) {
    return switch (issuer.keys()) {
      case KeyOrigin.Given given ->
          Uni.createFrom().item(PublishedKeys.candidates(given.keys(), kid));
      case KeyOrigin.Documents none -> Uni.createFrom().item(List.of());
      case KeyOrigin.Address any -> published.of(issuer.id(), kid, () -> fetch(issuer));
      case KeyOrigin.Discovery any -> published.of(issuer.id(), kid, () -> fetch(issuer));
    };
  }

  private Uni<List<Jwk>> fetch(TrustedIssuer issuer) {
    return discovery
        .jwksUri(issuer)
        .chain(source::fetch)
        .map(text -> JwkSet.read(text, issuer.algorithms(), issuer.profile().keyUse()))
        .map(keys -> keys.filter(all -> !all.isEmpty()))
        .map(keys -> keys.orElseThrow(() -> new IllegalStateException("no usable JWK Set")));
  }
}
