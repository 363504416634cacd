package dev.avowry.vouching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How providers are asked about those whom they let in. */
@ConfigMapping(prefix = "avowry.vouching")
public interface VouchingConfig {
  /**
   * How often a provider is asked about everybody whom it let in, a tenth more or less. From 5
   * seconds, for trying out, to 7 days.
   */
  @WithDefault("P1D")
  Duration every();

  /** For how long a provider may give no clear answer about somebody before that is told. */
  @WithDefault("P7D")
  Duration silence();

  /**
   * How many of a hundred who were answered for in a round may be refused; of more none is heeded.
   * Two always may. From 1 to 100.
   */
  @WithDefault("25")
  int mostRefused();
}
