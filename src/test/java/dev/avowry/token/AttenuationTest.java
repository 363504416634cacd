package dev.avowry.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Extent;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.testing.Api;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttenuationTest {
  private static final Instant NOW = TestNodes.NOW;
  private static final Duration USUAL = Duration.ofMinutes(5);
  private static final Ceiling CEILING =
      ceiling(Extent.only(Set.of("read", "write")), Extent.only(Set.of(Api.ORDERS)));

  @Nested
  class Scopes {
    @Test
    void areGivenAsAskedForOrNotAtAll() {
      assertEquals(Set.of("read"), Attenuation.scopes(Set.of("read"), CEILING));
      Expect.refusal(
          Reason.INVALID_SCOPE, () -> Attenuation.scopes(Set.of("read", "admin"), CEILING));
    }

    @Test
    void areNoneWhenNoneAreAskedFor() {
      assertEquals(Set.of(), Attenuation.scopes(Set.of(), CEILING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ", "read:all", "rea", "*", "re*", "ｒead", "read\u0000"})
    void areComparedCharacterByCharacter(String lookAlike) {
      Expect.refusal(Reason.INVALID_SCOPE, () -> Attenuation.scopes(Set.of(lookAlike), CEILING));
    }

    @Test
    void ofAnExchangeAreTheSubjectTokensAsFarAsTheCeilingGoes() {
      assertEquals(Set.of("read"), Attenuation.scopes(Set.of(), Set.of("read", "delete"), CEILING));
    }

    @Test
    void ofAnExchangeAreRefusedBeyondTheSubjectTokens() {
      Expect.refusal(
          Reason.INVALID_SCOPE, () -> Attenuation.scopes(Set.of("write"), Set.of("read"), CEILING));
    }

    @Test
    void ofAnExchangeAreRefusedBeyondTheCeiling() {
      Expect.refusal(
          Reason.INVALID_SCOPE,
          () -> Attenuation.scopes(Set.of("delete"), Set.of("read", "delete"), CEILING));
    }
  }

  /** Whatever is asked for, what is given is within the subject token and within the ceiling. */
  @Property(tries = 500)
  void neverWidens(
      @ForAll("scopeSets") Set<String> asked,
      @ForAll("scopeSets") Set<String> subject,
      @ForAll("extents") Extent above) {
    try {
      Set<String> given = Attenuation.scopes(asked, subject, ceiling(above, Extent.any()));

      assertTrue(subject.containsAll(given));
      assertTrue(Extent.only(given).isWithin(above));
      assertTrue(asked.isEmpty() || given.equals(asked));
    } catch (Refused refused) {
      assertEquals(Reason.INVALID_SCOPE, refused.refusal().reason());
      assertTrue(!subject.containsAll(asked) || !Extent.only(asked).isWithin(above));
    }
  }

  @Provide
  Arbitrary<Set<String>> scopeSets() {
    return Arbitraries.of("a", "b", "c", "d").set().map(Set::copyOf);
  }

  @Provide
  Arbitrary<Extent> extents() {
    return Arbitraries.oneOf(Arbitraries.just(Extent.any()), scopeSets().map(Extent::only));
  }

  @Nested
  class TheAudience {
    @Test
    void isTheOnlyOneWhenNoneIsAskedFor() {
      assertEquals(Api.ORDERS, audience(Optional.empty(), Optional.empty(), CEILING));
    }

    @Test
    void isTheSubjectTokensWhenNoneIsAskedFor() {
      Ceiling wide = ceiling(Extent.any(), Extent.any());

      assertEquals(Api.ORDERS, audience(Optional.empty(), Optional.of(Api.ORDERS), wide));
    }

    @Test
    void hasToBeNamedWhenThereAreSeveral() {
      Ceiling two = ceiling(Extent.any(), Extent.only(Set.of(Api.ORDERS, "https://bills.example")));

      Expect.refusal(
          Reason.INVALID_TARGET, () -> audience(Optional.empty(), Optional.empty(), two));
    }

    @Test
    void hasToBeNamedWhenThereIsNone() {
      Ceiling none = ceiling(Extent.any(), Extent.only(Set.of()));

      Expect.refusal(
          Reason.INVALID_TARGET, () -> audience(Optional.empty(), Optional.empty(), none));
    }

    @Test
    void mayAlwaysBeAvowryItself() {
      assertEquals(Api.ISSUER, audience(Optional.of(Api.ISSUER), Optional.empty(), CEILING));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://orders.example/",
          "https://orders.example:443",
          "https://ORDERS.example",
          "http://orders.example",
          "https://orders.example.evil.example",
          "orders.example",
          "https://avowry.example/"
        })
    void isRefusedWhenItOnlyLooksLikeOneOfTheCeiling(String other) {
      Expect.refusal(
          Reason.INVALID_TARGET, () -> audience(Optional.of(other), Optional.empty(), CEILING));
    }

    private static String audience(
        Optional<String> asked, Optional<String> usual, Ceiling ceiling) {
      return Attenuation.audience(asked, usual, ceiling, Api.ISSUER);
    }
  }

  @Nested
  class TheExpiry {
    @Test
    void isTheEarliestOfAllEnds() {
      assertEquals(NOW.plusSeconds(300), expiry());
      assertEquals(NOW.plusSeconds(7), expiry(NOW.plusSeconds(9), NOW.plusSeconds(7)));
    }

    @Test
    void isNoLaterThanTheCeilingAllows() {
      assertEquals(
          NOW.plusSeconds(200),
          Attenuation.expiry(NOW, Duration.ofMinutes(15), CEILING, Stream.of()));
    }

    @Test
    void isCutToWholeSecondsAndNeverRoundedUp() {
      assertEquals(NOW.plusSeconds(1), expiry(NOW.plusMillis(1_999)));
    }

    @Test
    void isRefusedWhenLessThanASecondIsLeft() {
      Expect.refusal(Reason.INVALID_GRANT, () -> expiry(NOW.plusMillis(999)));
      Expect.refusal(Reason.INVALID_GRANT, () -> expiry(NOW));
    }

    private static Instant expiry(Instant... ends) {
      Ceiling wide = ceiling(Extent.any(), Extent.any());
      return Attenuation.expiry(
          NOW,
          USUAL,
          new Ceiling(wide.scopes(), wide.resources(), Ceiling.LONGEST_TTL, 1, 1),
          Stream.of(ends));
    }
  }

  private static Ceiling ceiling(Extent scopes, Extent resources) {
    return new Ceiling(scopes, resources, Duration.ofSeconds(200), 1, 1);
  }
}
