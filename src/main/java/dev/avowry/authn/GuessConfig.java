package dev.avowry.authn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of how often one may fail to prove who one is. */
@ConfigMapping(prefix = "avowry.authn")
public interface GuessConfig {
  /** How many proofs of one client may fail from one address in a minute. From 1 to 1,000,000. */
  @WithDefault("20")
  int failuresPerClient();

  /** How many proofs of whatever clients may fail from one address in a minute. As above. */
  @WithDefault("300")
  int failuresPerAddress();
}
