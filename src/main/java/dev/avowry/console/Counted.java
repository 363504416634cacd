package dev.avowry.console;

/**
 * How many there are, as far as was counted: nobody waits for an exact large number.
 *
 * @param more whether there are more than that
 */
public record Counted(long number, boolean more) {
  /** Of what was counted up to one more than is shown. */
  public static Counted upTo(long shown, long counted) {
    return new Counted(Math.min(shown, counted), counted > shown);
  }

  /** Whether there is any. */
  public boolean any() {
    return number > 0;
  }

  @Override
  public String toString() {
    return more ? "more than " + number : Long.toString(number);
  }
}
