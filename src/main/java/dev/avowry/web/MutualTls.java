package dev.avowry.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Over which ways certificates of clients get here: TLS of our own, and proxies that are named. */
@Singleton
public final class MutualTls {
  private final boolean ownTls;
  private final boolean hasAuthorities;
  private final List<AddressBlock> proxies;
  private final Optional<String> url;

  @Inject
  MutualTls(
      TlsConfig tls,
      MtlsConfig mtls,
      @ConfigProperty(name = "avowry.http-plain", defaultValue = "enabled") String plain) {
    MtlsLimits.check(tls, mtls, plain);
    this.ownTls = tls.certificate().isPresent();
    this.hasAuthorities = mtls.authorities().isPresent();
    this.proxies = mtls.proxies().orElse(List.of()).stream().map(AddressBlock::of).toList();
    this.url = mtls.url();
  }

  /** Whether any certificate gets here at all. */
  public boolean isReachable() {
    return ownTls || !proxies.isEmpty();
  }

  /** Whether certificates of authorities prove a client, {@code tls_client_auth}. */
  public boolean hasAuthorities() {
    return isReachable() && hasAuthorities;
  }

  /** Where clients with certificates go, if that is not where all go. */
  public Optional<String> url() {
    return url;
  }

  /** Whether whoever connects from there speaks for the client behind it. */
  public boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(block -> block.has(address));
  }
}
