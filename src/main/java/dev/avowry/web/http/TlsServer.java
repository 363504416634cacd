package dev.avowry.web.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * TLS 1.2 and 1.3 with the cipher suites of FAPI 2.0 §5.2.1 and BCP 195, and no others. Clients are
 * asked for a certificate and need not have one.
 */
@Singleton
final class TlsServer implements HttpServerOptionsCustomizer {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  /** Those of TLS 1.3 first, RFC 8446 §9.1; of TLS 1.2 the four of RFC 9325 §4.2. */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS));
    options.getEnabledCipherSuites().forEach(options::removeEnabledCipherSuite);
    SUITES.forEach(options::addEnabledCipherSuite);
    options.setTrustOptions(TrustOptions.wrap(new AnyClientCertificate()));
  }
}
