package dev.avowry.revocation.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.ListConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadersTest {
  private record Settings(Duration lifetime, Duration renewal, int streams) implements ListConfig {}

  private final Readers readers =
      new Readers(
          new Settings(Duration.ofSeconds(60), Duration.ofSeconds(10), 2),
          new SimpleMeterRegistry());

  @Test
  void takesAsManyAsWereSetAndRefusesTheNext() {
    readers.enter();
    readers.enter();

    Refused refused = assertThrows(Refused.class, readers::enter);
    assertEquals(Reason.TEMPORARILY_UNAVAILABLE, refused.refusal().reason());
  }

  @Test
  void takesAnotherWhenOneHasLeft() {
    readers.enter();
    readers.enter();
    readers.leave();

    assertDoesNotThrow(readers::enter);
    assertThrows(Refused.class, readers::enter);
  }

  @Test
  void isEmptyWhenAllHaveLeft() {
    readers.enter();
    readers.leave();

    assertTrue(readers.isEmpty());
  }
}
