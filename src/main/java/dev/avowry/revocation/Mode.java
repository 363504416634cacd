package dev.avowry.revocation;

import dev.avowry.ledger.EventType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How authority is taken, or given back. */
public enum Mode {
  /** For ever. Of a class of tokens: all that there are, while new ones may be minted. */
  REVOKE(EventType.AUTHORITY_REVOKED),
  /** Until it is resumed; tokens minted before stay dead. */
  SUSPEND(EventType.AUTHORITY_SUSPENDED),
  /** Gives back what was suspended, for tokens minted from now on. */
  RESUME(EventType.AUTHORITY_RESUMED),
  /** A lower ceiling: tokens minted before die, new ones carry it, as does everything below. */
  TIGHTEN(EventType.AUTHORITY_TIGHTENED);

  private final EventType event;

  Mode(EventType event) {
    this.event = event;
  }

  /** The row that tells of it. */
  EventType event() {
    return event;
  }

  /** Whether what it does can be undone. */
  boolean isForATime() {
    return this == SUSPEND || this == RESUME;
  }

  /** The code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<Mode> named(String code) {
    return Arrays.stream(values()).filter(mode -> mode.code().equals(code)).findFirst();
  }
}
