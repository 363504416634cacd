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
  private static final Set<Duty> DUTIES = Set.of(Duty.values());
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final Rotation rotation = new Rotation(DUTIES, PUBLISH, ACTIVE, OVERLAP);
  private List<SigningKey> held = List.of();

  @Test
  void makesAKeyForEveryDutyActiveAtOnceAtTheFirstStart() {
    run(START);

    for (Duty duty : Duty.values()) {
      assertEquals(List.of("Active"), states(duty));
    }
  }

  @Test
  void makesNothingTwiceWhenTwoReplicasStartTogether() {
    run(START);

    assertEquals(List.of(), rotation.due(held, made(EnumSet.allOf(Duty.class)), START));
  }

  @Test
  void publishesTheSuccessorSoEarlyThatItTakesOverInTime() {
    run(START);
    Instant early = START.plus(ACTIVE).minus(PUBLISH);

    assertFalse(rotation.isDue(held, early.minusNanos(1)));
    run(early);

    assertEquals(List.of("Active", "Published"), states(Duty.TOKENS_ES256));
  }

  @Test
  void activatesTheSuccessorWhenItsTimeHasComeAndRetiresTheOther() {
    run(START);
    run(START.plus(ACTIVE).minus(PUBLISH));

    assertFalse(rotation.isDue(held, START.plus(ACTIVE).minusNanos(1)));
    run(START.plus(ACTIVE));

    assertEquals(List.of("Retired", "Active"), states(Duty.TOKENS_ES256));
  }

  @Test
  void knowsAnAuthorityUntilItsLastCertificateHasExpired() {
    run(START);
    run(START.plus(ACTIVE).minus(PUBLISH));
    run(START.plus(ACTIVE));
    Instant end = START.plus(ACTIVE).plus(Duration.ofDays(1)).plus(Duration.ofMinutes(1));

    run(end.minusNanos(1));
    assertEquals(List.of("Retired", "Active"), states(Duty.CERTIFICATES_ES256));
    run(end);
    assertEquals(List.of("Active"), states(Duty.CERTIFICATES_ES256));
  }

  @Test
  void makesNoKeysOfATrustDomainWhereThereIsNone() {
    Set<Duty> wanted =
        new Rotation(Duty.all(false), PUBLISH, ACTIVE, OVERLAP).wanting(List.of(), START);

    assertEquals(
        EnumSet.complementOf(EnumSet.of(Duty.SVIDS_ES256, Duty.CERTIFICATES_ES256)), wanted);
  }

  @Test
  void forgetsTheRetiredOnlyWhenTheLastTokenHasExpired() {
    run(START);
    run(START.plus(ACTIVE).minus(PUBLISH));
    run(START.plus(ACTIVE));
    Instant end = START.plus(ACTIVE).plus(OVERLAP);

    assertFalse(rotation.isDue(held, end.minusNanos(1)));
    run(end);

    assertEquals(List.of("Active"), states(Duty.TOKENS_ES256));
  }

  @Nested
  class OnDemand {
    @Test
    void publishesFirst() {
      run(START);

      apply(rotation.publish(held, made(Duty.TOKENS_EDDSA), START));

      assertEquals(List.of("Active", "Published"), states(Duty.TOKENS_EDDSA));
      assertFalse(rotation.isDue(held, START.plus(PUBLISH).minusNanos(1)));
      assertTrue(rotation.isDue(held, START.plus(PUBLISH)));
    }

    @Test
    void refusesASecondWhileOneWaits() {
      run(START);
      apply(rotation.publish(held, made(Duty.TOKENS_EDDSA), START));

      Refused refused =
          assertThrows(Refused.class, () -> rotation.publish(held, made(Duty.TOKENS_EDDSA), START));

      assertEquals(Reason.CONFLICT, refused.refusal().reason());
    }

    @Test
    @DisplayName("A-026 a compromised key leaves the JWKS at once, a waiting one too")
    void replacesACompromisedKeyAtOnce() {
      run(START);
      apply(rotation.publish(held, made(Duty.TOKENS_ES256), START));
      Instant now = START.plusSeconds(1);

      apply(rotation.replaceCompromised(held, made(Duty.TOKENS_ES256), now));

      assertEquals(List.of("Retired", "Retired", "Active"), states(Duty.TOKENS_ES256));
      assertTrue(
          held.stream()
              .filter(SigningKey.Retired.class::isInstance)
              .allMatch(key -> ((SigningKey.Retired) key).isGone(now)));
    }
  }

  @Test
  @DisplayName("the two RS256 keys, for tokens and for events, are rotated apart")
  void rotatesOneDutyAndNotAnotherOfTheSameAlgorithm() {
    run(START);

    apply(rotation.publish(held, made(Duty.EVENTS_RS256), START));

    assertEquals(List.of("Active", "Published"), states(Duty.EVENTS_RS256));
    assertEquals(List.of("Active"), states(Duty.TOKENS_RS256));
  }

  @Nested
  class Settings {
    @Test
    void areTakenAsTheyAreByDefault() {
      assertEquals(
          new Rotation(DUTIES, PUBLISH, ACTIVE, OVERLAP),
          Rotation.from(config(PUBLISH, ACTIVE, OVERLAP), DUTIES));
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
          Rotation.from(config(PUBLISH, ACTIVE, Duration.ofMinutes(16)), DUTIES).overlap());
    }

    private static void refuses(Duration publish, Duration active, Duration overlap) {
      IllegalStateException stop =
          assertThrows(
              IllegalStateException.class,
              () -> Rotation.from(config(publish, active, overlap), DUTIES));
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
    for (Duty duty : Duty.values()) {
      long active =
          keys.stream()
              .filter(SigningKey.Active.class::isInstance)
              .filter(key -> key.duty() == duty)
              .count();
      assertTrue(active <= 1, duty + " has " + active + " active keys");
    }
  }

  private List<String> states(Duty duty) {
    return held.stream()
        .filter(key -> key.duty() == duty)
        .map(key -> key.getClass().getSimpleName())
        .toList();
  }

  private static Map<Duty, SigningKey.Made> made(Set<Duty> duties) {
    Map<Duty, SigningKey.Made> made = new EnumMap<>(Duty.class);
    duties.forEach(duty -> made.put(duty, made(duty)));
    return made;
  }

  /** A key that differs from any other by its name alone; making one for RSA takes long. */
  private static SigningKey.Made made(Duty duty) {
    Jwk jwk = Samples.of(duty.algorithm()).named("key-" + Samples.next());
    return new SigningKey.Made(duty, jwk, Sealed.of(new byte[0]));
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
