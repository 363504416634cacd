package dev.avowry.canary;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the canary. */
@ConfigMapping(prefix = "avowry.canary")
public interface CanaryConfig {
  /**
   * How often there is a run, over all replicas. From 10 seconds to 1 day; without it there is
   * none. Each run adds to the ledger for ever.
   */
  Optional<Duration> every();

  /** The id of the sponsor who answers for the canary's agents. Needed when there are runs. */
  Optional<String> sponsor();

  /**
   * How long after the order a verifier may go on letting the dead token in before that is an
   * alarm. From 1 to 20 seconds, so that no token of the canary expires meanwhile.
   */
  @WithDefault("10s")
  Duration patience();
}
