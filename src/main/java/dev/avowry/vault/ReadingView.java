package dev.avowry.vault;

import java.time.Instant;
import java.util.Map;

/**
 * A secret in plaintext, as whoever may read it is given it.
 *
 * @param expiresAt until when it is theirs to use
 */
public record ReadingView(
    String id, String type, int version, Map<String, String> fields, Instant expiresAt) {
  /** Of that reading. */
  public static ReadingView of(Readings.Reading reading) {
    return new ReadingView(
        reading.secret().toString(),
        reading.type().code(),
        reading.version(),
        reading.fields().exposeSecret(),
        reading.until());
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "ReadingView[id=%s, version=%d]".formatted(id, version);
  }
}
