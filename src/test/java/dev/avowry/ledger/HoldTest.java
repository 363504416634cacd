package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldTest {
  private static final Hold HOLD = new Hold(Set.of("sponsor", "agent", "jti"), new Fence(7));

  @Test
  void isBrokenByALaterEntryOnOneOfItsIds() {
    assertTrue(HOLD.isBrokenBy(entry(8, "agent")));
    assertTrue(HOLD.isBrokenBy(entry(8, "jti")));
  }

  @Test
  void standsAgainstTheEntryThatItsFenceSaw() {
    assertFalse(HOLD.isBrokenBy(entry(7, "agent")));
    assertFalse(HOLD.isBrokenBy(entry(6, "agent")));
  }

  @Test
  void standsAgainstAnEntryOnAnythingElse() {
    assertFalse(HOLD.isBrokenBy(entry(8, "agen")));
    assertFalse(HOLD.isBrokenBy(entry(8, "Agent")));
  }

  @Test
  void isBrokenByOneOfMany() {
    assertTrue(HOLD.isBrokenBy(List.of(entry(8, "other"), entry(9, "sponsor"))));
    assertFalse(HOLD.isBrokenBy(List.of()));
  }

  private static Entry entry(long seq, String id) {
    return new Entry(seq, id, Instant.EPOCH, Instant.EPOCH);
  }
}
