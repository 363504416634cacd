package dev.avowry.provenance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings for questions to the domain name system. */
@ConfigMapping(prefix = "avowry.dns")
public interface DnsConfig {
  /**
   * The resolver that is asked: an IP address, or {@code address:port}, IPv6 in brackets; else
   * those that {@code /etc/resolv.conf} names. It has to follow delegations itself, and is
   * believed.
   */
  Optional<String> resolver();

  /** How long one question may take, its repetition included. From 100 ms to 10 s. */
  @WithDefault("3s")
  Duration timeout();
}
