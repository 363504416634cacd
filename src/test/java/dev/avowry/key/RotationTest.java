package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Duration PUBLISH = Duration.ofMinutes(5);
  private static final Duration ACTIVE = Duration.ofDays(30);
  private static final Duration OVERLAP = Duration.ofMinutes(20);
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final Rotation rotation = new Rotation(PUBLISH, ACTIVE, OVERLAP);
  private List<SigningKey> held = List.of();

  @Test
  void makesEveryAlgorithmActiveAtOnceAtTheFirstStart() {
    run(START);

    for (Algorithm algorithm : Algorithm.values()) {
      assertEquals(List.of("Active"), states(algorithm));
    }
  }

  @Test
  void makesNothingTwiceWhenTwoReplicasStartTogether() {
    run(START);

    assertEquals(List.of(), rotation.due(held, made(EnumSet.allOf(Algorithm.class)), START));
  }

  @Test
  void publishesTheSuccessorSoEarlyThatItTakesOverInTime() {
    run(START);
    Instant early = START.plus(ACTIVE).minus(PUBLISH);

    assertFalse(rotation.isDue(held, early.minusNanos(1)));
    run(early);

    assertEquals(List.of("Active", "Published"), states(Algorithm.ES256));
  }

  @Test
  void activatesTheSuccessorWhenItsTimeHasComeAndRetiresTheOther() {
    run(START);
    run(START.plus(ACTIVE).minus(PUBLISH));

    assertFalse(rotation.isDue(held, START.plus(ACTIVE).minusNanos(1)));
    run(START.plus(ACTIVE));

    assertEquals(List.of("Retired", "Active"), states(Algorithm.ES256));
  }

  @Test
  void forgetsTheRetiredOnlyWhenTheLastTokenHasExpired() {
    run(START);
    run(START.plus(ACTIVE).minus(PUBLISH));
    run(START.plus(ACTIVE));
    Instant end = START.plus(ACTIVE).plus(OVERLAP);

    assertFalse(rotation.isDue(held, end.minusNanos(1)));
    run(end);

    assertEquals(List.of("Active"), states(Algorithm.ES256));
  }

  @Nested
  class OnDemand {
    @Test
    void publishesFirst() {
      run(START);

      apply(rotation.publish(held, made(Algorithm.EDDSA), START));

      assertEquals(List.of("Active", "Published"), states(Algorithm.EDDSA));
      assertFalse(rotation.isDue(held, START.plus(PUBLISH).minusNanos(1)));
      assertTrue(rotation.isDue(held, START.plus(PUBLISH)));
    }

    @Test
    void refusesASecondWhileOneWaits() {
      run(START);
      apply(rotation.publish(held, made(Algorithm.EDDSA), START));

      Refused refused =
          assertThrows(Refused.class, () -> rotation.publish(held, made(Algorithm.EDDSA), START));

      assertEquals(Reason.CONFLICT, refused.refusal().reason());
    }

    @Test
    @DisplayName("A-026 a compromised key leaves the JWKS at once, a waiting one too")
    void replacesACompromisedKeyAtOnce() {
      run(START);
      apply(rotation.publish(held, made(Algorithm.ES256), START));
      Instant now = START.plusSeconds(1);

      apply(rotation.replaceCompromised(held, made(Algorithm.ES256), now));

      assertEquals(List.of("Retired", "Retired", "Active"), states(Algorithm.ES256));
      assertTrue(
          held.stream()
              .filter(SigningKey.Retired.class::isInstance)
              .allMatch(key -> ((SigningKey.Retired) key).isGone(now)));
    }
  }

  @Nested
  class Settings {
    @Test
    void areTakenAsTheyAreByDefault() {
      assertEquals(
          new Rotation(PUBLISH, ACTIVE, OVERLAP), Rotation.from(config(PUBLISH, ACTIVE, OVERLAP)));
    }

    @Test
    void thatMakeNoSenseStopTheStart() {
      refuses(Duration.ofSeconds(9), ACTIVE, OVERLAP);
      refuses(PUBLISH.negated(), ACTIVE, OVERLAP);
      refuses(PUBLISH, PUBLISH.plus(OVERLAP), OVERLAP);
      refuses(PUBLISH, ACTIVE, Duration.ofMinutes(16).minusSeconds(1));
    }

    @Test
    void acceptAnOverlapOfExactlyTheLongestTokenAndItsSkew() {
      assertEquals(
          Duration.ofMinutes(16),
          Rotation.from(config(PUBLISH, ACTIVE, Duration.ofMinutes(16))).overlap());
    }

    private static void refuses(Duration publish, Duration active, Duration overlap) {
      IllegalStateException stop =
          assertThrows(
              IllegalStateException.class, () -> Rotation.from(config(publish, active, overlap)));
      assertTrue(String.valueOf(stop.getMessage()).startsWith("avowry.key."));
    }
  }

  private void run(Instant now) {
    apply(rotation.due(held, made(rotation.wanting(held, now)), now));
  }

  private void apply(List<Change> changes) {
    List<SigningKey> next = new ArrayList<>(held);
    for (Change change : changes) {
      switch (change) {
        case Change.Publish(SigningKey.Published key) -> next.add(key);
        case Change.Activate(SigningKey.Active key) -> replace(next, key);
        case Change.Retire(SigningKey.Retired key) -> replace(next, key);
        case Change.Forget(SigningKey.Retired key) -> next.remove(key);
      }
      assertAtMostOneActive(next);
    }
    held = next;
  }

  private static void replace(List<SigningKey> keys, SigningKey changed) {
    keys.replaceAll(key -> key.kid().equals(changed.kid()) ? changed : key);
  }

  private static void assertAtMostOneActive(List<SigningKey> keys) {
    for (Algorithm algorithm : Algorithm.values()) {
      long active =
          keys.stream()
              .filter(SigningKey.Active.class::isInstance)
              .filter(key -> key.algorithm() == algorithm)
              .count();
      assertTrue(active <= 1, algorithm + " has " + active + " active keys");
    }
  }

  private List<String> states(Algorithm algorithm) {
    return held.stream()
        .filter(key -> key.algorithm() == algorithm)
        .map(key -> key.getClass().getSimpleName())
        .toList();
  }

  private static Map<Algorithm, SigningKey.Made> made(Set<Algorithm> algorithms) {
    Map<Algorithm, SigningKey.Made> made = new EnumMap<>(Algorithm.class);
    algorithms.forEach(algorithm -> made.put(algorithm, made(algorithm)));
    return made;
  }

  /** A key that differs from any other by its name alone; making one for RSA takes long. */
  private static SigningKey.Made made(Algorithm algorithm) {
    Jwk jwk = Samples.of(algorithm).named("key-" + Samples.next());
    return new SigningKey.Made(jwk, Sealed.of(new byte[0]));
  }

  private static KeyConfig config(Duration publish, Duration active, Duration overlap) {
    return new KeyConfig() {
      @Override
      public Duration publishBeforeUse() {
        return publish;
      }

      @Override
      public Duration activeFor() {
        return active;
      }

      @Override
      public Duration overlap() {
        return overlap;
      }

      @Override
      public Duration refresh() {
        return Duration.ofSeconds(5);
      }
    };
  }

  /** One public key an algorithm, and running numbers. */
  private static final class Samples {
    private static final Map<Algorithm, Jwk> KEYS = new EnumMap<>(Algorithm.class);
    private static int count;

    static Jwk of(Algorithm algorithm) {
      return Optional.ofNullable(KEYS.get(algorithm))
          .orElseGet(
              () -> {
                Jwk made = KeyMaterial.generate(algorithm).jwk();
                KEYS.put(algorithm, made);
                return made;
              });
    }

    static int next() {
      return ++count;
    }
  }
}
