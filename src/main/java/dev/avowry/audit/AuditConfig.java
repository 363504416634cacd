package dev.avowry.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the checkpoints. */
@ConfigMapping(prefix = "avowry.audit")
interface AuditConfig {
  /**
   * How often at the most a checkpoint is signed; none is while nothing happens. From 1 second to 1
   * minute. What happens between two can be tied to a place only as closely as they bracket it.
   */
  @WithDefault("5s")
  Duration checkpointEvery();

  /** Whether a key for ML-DSA-65 signs as well: 4.5 KB a checkpoint, to be believed for decades. */
  @WithDefault("false")
  boolean mlDsa();
}
