package dev.avowry.rotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of what replaces secrets where they are used. */
@ConfigMapping(prefix = "avowry.rotation")
public interface RotationConfig {
  /** How long a server or a webhook has for each answer. From 100 ms to 30 seconds. */
  @WithDefault("10s")
  Duration timeout();

  /**
   * In which blocks of addresses that are not public, such as {@code 10.0.0.0/8}, servers of
   * PostgreSQL may be connected to, over TLS. Whoever keeps a secret of the type {@code database}
   * chooses which; none unless said.
   */
  Optional<List<String>> networks();
}
