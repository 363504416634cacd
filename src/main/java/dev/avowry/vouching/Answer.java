package dev.avowry.vouching;

import dev.avowry.kernel.SecretBytes;
import java.util.Optional;

/** What a provider said when it was asked about a human, and what that is good for. */
public sealed interface Answer {
  /**
   * It would let them in.
   *
   * @param next the token to ask by from now on; empty when the old one stays good
   */
  record Vouches(Optional<SecretBytes> next) implements Answer {}

  /**
   * It would not, and leaves no doubt about it.
   *
   * @param why in a word
   */
  record Refuses(String why) implements Answer {}

  /**
   * Nobody knows.
   *
   * @param why in a few words, for the log
   * @param doubtful whether the provider may have answered, and replaced the token by that
   */
  record Unclear(String why, boolean doubtful) implements Answer {}
}
