package dev.avowry.totp;

import java.util.Optional;

/**
 * A code that nobody else is given.
 *
 * @param value its digits
 * @param window how long it is good for; empty for one of a counter
 */
public record Code(String value, Optional<Window> window) {
  /**
   * A step of time.
   *
   * @param period how long it is, in seconds
   * @param left how many of these are left
   */
  public record Window(int period, int left) {}

  /** Without the code. */
  @Override
  public String toString() {
    return "Code[window=%s]".formatted(window);
  }
}
