package dev.avowry.connection.http;

import dev.avowry.connection.Provider;
import dev.avowry.vault.Binding;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A provider on the wire, without what is secret of it.
 *
 * @param redirectUri to be registered there, for us
 */
public record ProviderView(
    String id,
    String name,
    Optional<String> issuer,
    String authorizationEndpoint,
    String tokenEndpoint,
    Optional<String> revocationEndpoint,
    String clientId,
    String tokenEndpointAuthMethod,
    List<String> scopes,
    List<PlaceView> destinations,
    String redirectUri,
    Instant createdAt) {
  /** All of them. */
  public record ProviderList(List<ProviderView> items, long total) {
    static ProviderList of(List<ProviderView> all) {
      return new ProviderList(all, all.size());
    }
  }

  static ProviderView of(Provider provider, String redirectUri) {
    return new ProviderView(
        provider.id().toString(),
        provider.name(),
        provider.issuer(),
        provider.endpoints().authorization().toString(),
        provider.endpoints().token().toString(),
        provider.endpoints().revocation().map(URI::toString),
        provider.clientId(),
        provider.method().code(),
        provider.scopes(),
        provider.bindings().all().stream().map(Binding::to).map(PlaceView::of).toList(),
        redirectUri,
        provider.createdAt());
  }
}
