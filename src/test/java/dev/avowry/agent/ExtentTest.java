package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentTest {
  private static final Extent READ = Extent.only(Set.of("read"));
  private static final Extent NOTHING = Extent.only(Set.of());

  @Test
  void anyIsWithinAnyOnly() {
    assertTrue(Extent.any().isWithin(Extent.any()));
    assertFalse(Extent.any().isWithin(READ));
    assertTrue(READ.isWithin(Extent.any()));
  }

  @Test
  void emptyIsNothingAndNeverEverything() {
    assertFalse(NOTHING.covers("read"));
    assertFalse(NOTHING.covers(""));
    assertTrue(NOTHING.isWithin(READ));
    assertEquals(NOTHING, NOTHING.meet(Extent.any()));
    assertEquals(NOTHING, Extent.any().meet(NOTHING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Read", "READ", "read ", " read", "read:all", "rea", "*", "re*", "ｒead", "read\0"})
  void comparesCharacterByCharacter(String other) {
    assertFalse(READ.covers(other));
    assertFalse(Extent.only(Set.of(other)).isWithin(READ));
  }

  @Property(tries = 300)
  void meetIsWithinBoth(@ForAll("extents") Extent one, @ForAll("extents") Extent other) {
    Extent both = one.meet(other);

    assertTrue(both.isWithin(one));
    assertTrue(both.isWithin(other));
    assertEquals(both, other.meet(one));
  }

  @Property(tries = 300)
  void meetCoversWhatBothCover(
      @ForAll("extents") Extent one,
      @ForAll("extents") Extent other,
      @ForAll("values") String value) {
    assertEquals(one.covers(value) && other.covers(value), one.meet(other).covers(value));
  }

  @Property(tries = 300)
  void withinIsKeptFromStepToStep(
      @ForAll("extents") Extent one,
      @ForAll("extents") Extent other,
      @ForAll("extents") Extent third) {
    if (one.isWithin(other) && other.isWithin(third)) {
      assertTrue(one.isWithin(third));
    }
  }

  @Provide
  Arbitrary<Extent> extents() {
    return Arbitraries.oneOf(
        Arbitraries.just(Extent.any()), values().set().ofMaxSize(4).map(Extent::only));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of("a", "b", "c", "d", "*");
  }
}
