package dev.avowry.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of what is issued to agents for services that speak certificates and not tokens. */
@ConfigMapping(prefix = "avowry.ca")
public interface CaConfig {
  /** No certificate lives longer. */
  Duration LONGEST_CERTIFICATE = Duration.ofDays(1);

  /** By which the beginning of a certificate is set back, for readers whose clocks are behind. */
  Duration BACKDATED = Duration.ofMinutes(1);

  /**
   * The SPIFFE trust domain of the agents: lower-case letters, digits, {@code .}, {@code -} and
   * {@code _}. Nothing is issued without it.
   */
  Optional<String> trustDomain();

  /** How long a certificate lives at the most. From 5 minutes to 1 day. */
  @WithDefault("1h")
  Duration certificateTtl();

  /** How long a JWT-SVID lives at the most. From 1 to 15 minutes. */
  @WithDefault("5m")
  Duration jwtSvidTtl();
}
