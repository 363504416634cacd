package dev.avowry.federation;

import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The documents of clients whose {@code client_id} is an address. Keys are remembered as {@link
 * PublishedKeys} does it; what was no document of the client is not, but that it was asked for.
 */
@ApplicationScoped
class ClientDocuments {
  /** Whoever has an allowed host can have as many addresses there: the memory is bounded. */
  private static final int MOST_CLIENTS = 10_000;

  private final KeySource source;
  private final EndpointRule rule;
  private final PublishedKeys<String> published;

  ClientDocuments(KeySource source, EndpointRule rule, FederationConfig config, Clock clock) {
    this.source = source;
    this.rule = rule;
    this.published = new PublishedKeys<>(config, clock, MOST_CLIENTS);
  }

  /** The keys that the client may have signed with: those of that name, or all. */
  Uni<List<Jwk>> keys(AddressedClient client, Optional<String> kid) {
    return published.of(client.address().toString(), kid, () -> fetch(client));
  }

  /** The document as it is now. */
  Uni<ClientDocument> document(ClientIdUrl client) {
    return source.fetch(client.address()).map(text -> ClientDocument.read(text, client));
  }

  private Uni<List<Jwk>> fetch(AddressedClient client) {
    return document(client.address())
        .chain(document -> keys(document, client.trust().issuer()))
        .map(keys -> keys.filter(all -> !all.isEmpty()))
        .map(keys -> keys.orElseThrow(() -> new IllegalStateException("no usable JWK Set")));
  }

  private Uni<Optional<List<Jwk>>> keys(ClientDocument document, TrustedIssuer host) {
    return document
        .jwksUri(rule)
        .map(source::fetch)
        .map(fetched -> fetched.map(text -> JwkSet.read(text, host.algorithms(), "sig")))
        .orElseGet(() -> Uni.createFrom().item(document.keys(host.algorithms())));
  }
}
