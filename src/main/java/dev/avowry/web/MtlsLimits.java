package dev.avowry.web;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Half of a certificate, or a proxy that nobody can be, stops the start. */
@Singleton
final class MtlsLimits {
  private static final int HIGHEST_PORT = 65_535;
  private static final Set<String> PLAIN = Set.of("enabled", "disabled");

  void start(
      @Observes @Priority(1) StartupEvent event,
      TlsConfig tls,
      MtlsConfig mtls,
      @ConfigProperty(name = "avowry.http-plain", defaultValue = "enabled") String plain) {
    check(tls, mtls, plain);
  }

  static void check(TlsConfig tls, MtlsConfig mtls, String plain) {
    checkTls(tls, plain);
    boolean reachable = tls.certificate().isPresent() || mtls.proxies().isPresent();
    for (String block : mtls.proxies().orElse(List.of())) {
      CannotStart.unless(
          isBlock(block),
          "avowry.mtls.proxies must be blocks of addresses as in 10.0.0.0/8, but one is " + block);
    }
    CannotStart.unless(
        mtls.url().map(MtlsLimits::isBase).orElse(true),
        "avowry.mtls.url must be an https URL of scheme, host and perhaps port alone");
    CannotStart.unless(
        reachable || (mtls.url().isEmpty() && mtls.authorities().isEmpty()),
        "avowry.mtls.url and avowry.mtls.authorities need avowry.tls.certificate or"
            + " avowry.mtls.proxies: without them no certificate gets here");
  }

  private static void checkTls(TlsConfig tls, String plain) {
    CannotStart.unless(
        tls.certificate().isPresent() == tls.key().isPresent(),
        "avowry.tls.certificate and avowry.tls.key are given together or not at all");
    CannotStart.unless(
        isReadable(tls.certificate()) && isReadable(tls.key()),
        "avowry.tls.certificate and avowry.tls.key must be files that can be read");
    CannotStart.unless(
        tls.port() >= 1 && tls.port() <= HIGHEST_PORT, "avowry.tls.port must be from 1 to 65535");
    CannotStart.unless(PLAIN.contains(plain), "avowry.http-plain must be enabled or disabled");
    CannotStart.unless(
        plain.equals("enabled") || tls.certificate().isPresent(),
        "avowry.http-plain may be disabled only with avowry.tls.certificate: nothing would listen");
  }

  private static boolean isReadable(Optional<String> file) {
    return file.map(Path::of).map(Files::isReadable).orElse(true);
  }

  private static boolean isBlock(String written) {
    try {
      AddressBlock.of(written);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean isBase(String url) {
    try {
      URI uri = URI.create(url);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getHost() != null && url.equals("https://" + uri.getHost() + port);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
