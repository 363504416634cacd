package dev.avowry.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the checkpoints. */
@ConfigMapping(prefix = "avowry.audit")
public interface AuditConfig {
  /**
   * How often at the most a checkpoint is signed; none is while nothing happens. From 1 second to 1
   * minute. What happens between two can be tied to a place only as closely as they bracket it.
   */
  @WithDefault("5s")
  Duration checkpointEvery();

  /**
   * Where the last checkpoint is kept outside the database, so that a database that was set back is
   * noticed. Each replica has a file of its own, on storage that is not restored with the database.
   */
  @WithDefault("${avowry.data-dir}/checkpoint.json")
  Path checkpointFile();

  /**
   * The tree with which to go on although it does not continue the checkpoint outside, as {@code
   * size-root} from the log. Good for one time.
   */
  Optional<String> accept();

  /** Whether a key for ML-DSA-65 signs as well: 4.5 KB a checkpoint, to be believed for decades. */
  @WithDefault("false")
  boolean mlDsa();
}
