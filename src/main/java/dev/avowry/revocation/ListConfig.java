package dev.avowry.revocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the published revocation list. */
@ConfigMapping(prefix = "avowry.revocations")
public interface ListConfig {
  /**
   * How long a signed list may be relied on when no newer one can be had: {@code exp - iat}. From
   * 10 seconds to 10 minutes. Shorter finds a cut line sooner, longer survives an outage better.
   */
  @WithDefault("60s")
  Duration lifetime();

  /**
   * After how long the list is signed anew though nothing has changed, which is what proves that it
   * is fresh. Less than half of the lifetime.
   */
  @WithDefault("10s")
  Duration renewal();

  /**
   * How many may read the stream at this replica at the same time, 0 to 100,000. Each holds a
   * connection, and a second's silence costs one write to each.
   */
  @WithDefault("1000")
  int streams();
}
