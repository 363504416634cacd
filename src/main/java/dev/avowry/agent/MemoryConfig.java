package dev.avowry.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of what is remembered of the tree. */
@ConfigMapping(prefix = "avowry.memory")
public interface MemoryConfig {
  /**
   * How many agents, and as many delegations, are remembered between their mints; about 3 KB each.
   * From 100 to 10,000,000.
   */
  @WithDefault("50000")
  int agents();

  /**
   * How many access tokens are remembered to be ours, so that showing one again costs no second
   * verification; about 2 KB each. From 100 to 10,000,000.
   */
  @WithDefault("20000")
  int tokens();
}
