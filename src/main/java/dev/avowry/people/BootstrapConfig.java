package dev.avowry.people;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the first administrator gets in. */
@ConfigMapping(prefix = "avowry.bootstrap")
public interface BootstrapConfig {
  /**
   * A bootstrap token that automation gives instead of reading the printed one. At least 32
   * characters. A value that was redeemed before does nothing; a new one lets its holder in anew.
   */
  Optional<String> token();

  /** How long a bootstrap token may be redeemed. From a minute to a week. */
  @WithDefault("PT24H")
  Duration lifetime();
}
