package dev.avowry.authn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of proofs of possession, RFC 9449. */
@ConfigMapping(prefix = "avowry.dpop")
public interface DpopConfig {
  /**
   * What is asked of a proof's {@code nonce}: nothing ({@code off}); that it is one of ours if
   * there is one ({@code optional}); that there is one of ours ({@code required}). A nonce stops
   * proofs that were made in advance by somebody who could use the key for a while, and costs each
   * client a second request every few minutes. With {@code optional} clients that know of nonces
   * bring them, so that {@code required} can be set later without a break.
   */
  @WithDefault("optional")
  NonceUse nonce();

  /** What is asked of a {@code nonce}. */
  enum NonceUse {
    OFF,
    OPTIONAL,
    REQUIRED
  }
}
