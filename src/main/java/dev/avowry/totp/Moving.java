package dev.avowry.totp;

/** What makes each code another one. */
public sealed interface Moving {
  /**
   * The time, RFC 6238 §4.2: steps since 1970.
   *
   * @param period how long a step is, in seconds
   */
  record OfTime(int period) implements Moving {
    /** The step that a time is in: it begins with its first second and ends before the next's. */
    long step(long second) {
      return Math.floorDiv(second, period);
    }

    /** How many seconds of its step are left at a time: the period when it begins, 1 at the end. */
    int left(long second) {
      return period - Math.floorMod(second, period);
    }

    /** When the step is over. */
    long end(long step) {
      return (step + 1) * period;
    }
  }

  /**
   * A counter, RFC 4226 §5.1.
   *
   * @param first the number of the first code
   */
  record OfCounter(long first) implements Moving {}
}
