package dev.avowry.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of what goes out to addresses that others have given. */
@ConfigMapping(prefix = "avowry.ssf")
public interface OutboundConfig {
  /**
   * Whether this very machine may be connected to, and there without TLS: for trying out and for
   * tests. Every other address that is not public stays refused. It began with events that are
   * pushed, and has kept their name.
   */
  @WithDefault("false")
  boolean allowLoopback();
}
