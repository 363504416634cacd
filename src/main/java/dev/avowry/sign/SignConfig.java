package dev.avowry.sign;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what agents have signed. */
@ConfigMapping(prefix = "avowry.sign")
public interface SignConfig {
  /**
   * The longest payload of a JWS, in bytes. From 1 to 65,536; a request is a third longer than its
   * payload, and has to be within {@code avowry.http-max-body}.
   */
  @WithDefault("32768")
  int maxPayload();

  /**
   * How many keys an agent may have that are not revoked, retired ones included. From 2 to 1000.
   */
  @WithDefault("50")
  int keysPerAgent();

  /** How many keys are kept opened in memory; about 2 KB each. From 10 to 1,000,000. */
  @WithDefault("1000")
  int keysInMemory();

  /** How long a signed request is good for unless it says so. From 1 second to the longest. */
  @WithDefault("1m")
  Duration httpTtl();

  /** How long a signed request is good for at the most. From 1 second to 1 day. */
  @WithDefault("1h")
  Duration longestHttpTtl();

  /** How many keys the directory shows, the newest. From 1 to 10,000. */
  @WithDefault("500")
  int directoryKeys();

  /** How long a reader may keep keys. From 0 seconds to 1 day. */
  @WithDefault("5m")
  Duration keysMaxAge();
}
