package dev.avowry.federation;

import dev.avowry.key.Claims;
import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/**
 * Where an outside issuer's keys are: what its trust says, or what its own metadata says, OpenID
 * Connect Discovery §4. Metadata that names another issuer is nobody's.
 */
@ApplicationScoped
class Discovery {
  private static final String METADATA = "/.well-known/openid-configuration";

  private final KeySource source;
  private final EndpointRule rule;

  Discovery(KeySource source, EndpointRule rule) {
    this.source = source;
    this.rule = rule;
  }

  /** The address of the metadata; refused when it is none that may be connected to. */
  URI metadata(String issuer) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return rule.check("issuer", base + METADATA);
  }

  Uni<URI> jwksUri(TrustedIssuer issuer) {
    return switch (issuer.keys()) {
      case KeyOrigin.Address address -> Uni.createFrom().item(address.jwksUri());
      case KeyOrigin.Discovery found ->
          source.fetch(metadata(issuer.issuer())).map(text -> named(text, issuer.issuer()));
      case KeyOrigin.Documents none ->
          throw new IllegalStateException("a host of clients has no keys of its own");
      case KeyOrigin.Given given ->
          Uni.createFrom().failure(new IllegalStateException("its keys are not fetched"));
    };
  }

  private URI named(String metadata, String issuer) {
    return Claims.parse(metadata)
        .filter(members -> members.text("issuer").map(issuer::equals).orElse(false))
        .flatMap(members -> members.text("jwks_uri"))
        .map(uri -> rule.check("jwks_uri", uri))
        .orElseThrow(() -> new IllegalStateException("its metadata is of another issuer"));
  }
}
