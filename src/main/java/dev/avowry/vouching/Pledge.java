package dev.avowry.vouching;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Sealed;

/**
 * By what a provider can be asked about a human: the refresh token that it gave with their sign-in.
 *
 * @param provider its name in the settings
 * @param subject who they are there, {@code sub}
 * @param generation which of their sign-ins it came of
 * @param doubtful whether the provider may have replaced the token without our having the new one
 */
public record Pledge(
    NodeId human,
    String provider,
    String subject,
    long generation,
    boolean doubtful,
    Sealed token) {
  /** For what the token is sealed: it opens in this row and in no other. */
  static String purpose(NodeId human, String provider) {
    return "pledge of " + human + " by " + provider;
  }
}
