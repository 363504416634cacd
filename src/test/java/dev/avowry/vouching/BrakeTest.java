package dev.avowry.vouching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {
  @ParameterizedTest
  @CsvSource({
    // Two may always leave, whatever share of all that is.
    "0, 1, 0, false",
    "0, 2, 0, false",
    "0, 3, 0, true",
    // A quarter of those who were answered for may, and not one more.
    "9, 3, 0, false",
    "8, 3, 0, true",
    "750, 250, 0, false",
    "749, 250, 0, true",
    // About whom nothing is known vouches for nobody.
    "9, 4, 1000, true",
    "1000, 0, 0, false"
  })
  void holdsWhenTooManyAreRefused(long good, long refused, long unclear, boolean held) {
    assertEquals(held, new Brake(25).holds(new Tally(good, refused, unclear)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1000, 100, false", "99, 3, 1, true", "297, 3, 1, false"})
  void takesTheShareThatIsSet(long good, long refused, int share, boolean held) {
    assertEquals(held, new Brake(share).holds(new Tally(good, refused, 0)));
  }
}
