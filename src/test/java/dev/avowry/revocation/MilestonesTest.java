package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.revocation.Milestones.Passed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MilestonesTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Milestones milestones = new Milestones(meters);

  @Test
  void timesFromTheOrderToDurable() {
    long hourAgo = System.nanoTime() - Duration.ofHours(1).toNanos();
    milestones.durable(7, hourAgo);

    assertEquals(1, meters.get("avowry.revocation.commit").timer().count());
    assertTrue(meters.get("avowry.revocation.commit").timer().totalTime(TimeUnit.HOURS) >= 1);
    assertTrue(milestones.of(7).durable().isPresent());
    assertEquals(0, publications());
  }

  @Test
  void timesAPublicationOnceWhicheverCameFirst() {
    milestones.durable(7, System.nanoTime());
    milestones.published(7);
    milestones.published(7);
    milestones.published(8);
    milestones.durable(8, System.nanoTime());

    assertEquals(2, publications());
    assertEquals(Optional.of(Duration.ZERO), milestones.of(8).publication());
    assertFalse(milestones.of(7).publication().orElseThrow().isNegative());
  }

  @Test
  void knowsNothingOfAnEntryThatIsAnothersOrLongAgo() {
    milestones.published(1);
    assertEquals(Optional.empty(), milestones.of(1).durable());
    assertEquals(0, publications());
    for (long seq = 2; seq < 2_000; seq++) {
      milestones.published(seq);
    }

    assertEquals(new Passed(Optional.empty(), Optional.empty()), milestones.of(1));
    assertTrue(milestones.of(1_999).published().isPresent());
  }

  private long publications() {
    return meters.get("avowry.revocation.publish").timer().count();
  }
}
