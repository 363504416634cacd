package dev.avowry.consent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AvowryTest
class WaitingStoreTest {
  private final Instant now = Instant.now();
  private final String network = UUID.randomUUID().toString();

  @Test
  @DisplayName("so many of one network wait and no more; another's are not held up")
  void isBoundedByNetwork() {
    assertTrue(kept(network, now.plusSeconds(60)));
    assertTrue(kept(network, now.plusSeconds(60)));
    assertFalse(kept(network, now.plusSeconds(60)));
    assertTrue(kept(network + "'", now.plusSeconds(60)));
  }

  @Test
  @DisplayName("what has expired is in nobody's way")
  void doesNotCountWhatIsOver() {
    assertTrue(kept(network, now));
    assertTrue(kept(network, now));
    assertTrue(kept(network, now));
  }

  private boolean kept(String from, Instant end) {
    SecretHash name = SecretHash.of(SecretBytes.ofText(UUID.randomUUID().toString()));
    Waiting request = new Waiting(new Parameters(Map.of()), Optional.empty(), from, now, end);
    return Beans.ask(WaitingStore.class, store -> store.keep(name, request, 2));
  }
}
