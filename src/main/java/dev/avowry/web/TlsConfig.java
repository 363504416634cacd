package dev.avowry.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of TLS that Avowry terminates itself; off unless a certificate is given. */
@ConfigMapping(prefix = "avowry.tls")
public interface TlsConfig {
  /** A PEM file with the server's certificate, and after it those that lead to its authority. */
  Optional<String> certificate();

  /** A PEM file with the private key, PKCS #8. */
  Optional<String> key();

  /** Where it listens. From 1 to 65535. */
  @WithDefault("8443")
  int port();
}
