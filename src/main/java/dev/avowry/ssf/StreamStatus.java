package dev.avowry.ssf;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a stream flows; SSF 1.0 §8.1.2. */
public enum StreamStatus {
  /** Events are kept and sent. */
  ENABLED,
  /** Events are kept, up to the bound, and sent when the stream is enabled again. */
  PAUSED,
  /** Events are neither kept nor sent. */
  DISABLED;

  /** The code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<StreamStatus> named(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
