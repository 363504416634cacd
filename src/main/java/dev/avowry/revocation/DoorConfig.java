package dev.avowry.revocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the door. */
@ConfigMapping(prefix = "avowry.revocations")
public interface DoorConfig {
  /**
   * How many live agents, the target included, one person may give back that the same person
   * suspended; for more it takes another person. From 0 on. Sponsors and classes of tokens always
   * take another.
   */
  @WithDefault("100")
  long resumeAloneUpTo();
}
