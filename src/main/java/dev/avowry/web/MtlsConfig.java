package dev.avowry.web;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Settings of certificates that clients present, RFC 8705. */
@ConfigMapping(prefix = "avowry.mtls")
public interface MtlsConfig {
  /**
   * Under which address clients with certificates reach Avowry, where it is another than the
   * issuer: {@code https}, host and perhaps port.
   */
  Optional<String> url();

  /**
   * The addresses of proxies that terminate TLS and say by {@code Client-Cert} (RFC 9440) which
   * certificate was presented, as in {@code 10.0.0.0/8}. From nobody else is the header read.
   */
  Optional<List<String>> proxies();

  /**
   * A PEM file with the certificates of the authorities that may issue certificates to agents.
   * Without it certificates count by their key alone.
   */
  Optional<String> authorities();
}
