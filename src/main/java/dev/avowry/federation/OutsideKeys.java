package dev.avowry.federation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys of outside issuers: those that were given with the trust, or as they are published. */
@ApplicationScoped
public class OutsideKeys {
  /** Far more than anybody trusts: only administrators register issuers. */
  private static final int MOST_ISSUERS = 10_000;

  private final KeySource source;
  private final Discovery discovery;
  private final PublishedKeys<TrustId> published;
  private final PublishedKeys<TrustId> authorities;

  OutsideKeys(KeySource source, Discovery discovery, FederationConfig config, Clock clock) {
    this.source = source;
    this.discovery = discovery;
    this.published = new PublishedKeys<>(config, clock, MOST_ISSUERS);
    this.authorities = new PublishedKeys<>(config, clock, MOST_ISSUERS);
  }

  /**
   * The keys that a token may have been signed with: those of that name, or all when it names none.
   * Refused with {@link Reason#TEMPORARILY_UNAVAILABLE} when there are none that are young enough.
   */
  Uni<List<Jwk>> of(TrustedIssuer issuer, Optional<String> kid) {
    return switch (issuer.keys()) {
      case KeyOrigin.Given given ->
          Uni.createFrom().item(PublishedKeys.candidates(given.forTokens(), kid));
      case KeyOrigin.Documents none -> Uni.createFrom().item(List.of());
      case KeyOrigin.Address any -> published.of(issuer.id(), kid, () -> fetch(issuer));
      case KeyOrigin.Discovery any -> published.of(issuer.id(), kid, () -> fetch(issuer));
    };
  }

  /**
   * The certificates of the authorities that may name workloads of a SPIFFE issuer, as its bundle
   * has them. Refused as keys are; empty where they were given and there is none among them.
   */
  Uni<List<X509Certificate>> authorities(TrustedIssuer issuer) {
    Uni<List<Jwk>> all =
        issuer.keys() instanceof KeyOrigin.Given given
            ? Uni.createFrom().item(given.keys())
            : authorities.of(
                issuer.id(), Optional.empty(), () -> fetch(issuer, JwkSet::authorities));
    return all.map(keys -> keys.stream().map(Jwk::certificate).flatMap(Optional::stream).toList());
  }

  private Uni<List<Jwk>> fetch(TrustedIssuer issuer) {
    return fetch(issuer, text -> JwkSet.read(text, issuer.algorithms(), issuer.profile().keyUse()));
  }

  private Uni<List<Jwk>> fetch(
      TrustedIssuer issuer, Function<String, Optional<List<Jwk>>> reading) {
    return discovery
        .jwksUri(issuer)
        .chain(source::fetch)
        .map(reading)
        .map(keys -> keys.filter(all -> !all.isEmpty()))
        .map(keys -> keys.orElseThrow(() -> new IllegalStateException("no usable JWK Set")));
  }
}
