package dev.avowry.totp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovingTest {
  @ParameterizedTest
  @CsvSource({"0, 30, 0, 30", "29, 30, 0, 1", "30, 30, 1, 30", "59, 30, 1, 1", "7, 1, 7, 1"})
  void beginsAStepWithItsFirstSecond(long second, int period, long step, int left) {
    Moving.OfTime time = new Moving.OfTime(period);

    assertEquals(step, time.step(second));
    assertEquals(left, time.left(second));
  }

  @Property
  @Label("a step lasts as long as it says, and then it is the next one")
  void goesFromStepToStep(
      @ForAll @LongRange(max = 99_999_999_999L) long second,
      @ForAll @IntRange(min = 1, max = 300) int period) {
    Moving.OfTime time = new Moving.OfTime(period);
    long step = time.step(second);
    int left = time.left(second);

    assertTrue(left >= 1 && left <= period);
    assertEquals(second + left, time.end(step));
    assertEquals(step, time.step(second + left - 1));
    assertEquals(step + 1, time.step(second + left));
    assertEquals(period, time.left(second + left));
  }
}
