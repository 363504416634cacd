package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names an order that waits for a second person. Never reused.
 *
 * @param value 64 random bits
 */
public record OrderId(long value) {
  /** A new id. */
  public static OrderId random(SecureRandom random) {
    return new OrderId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<OrderId> parse(String text) {
    return RandomId.read(text).map(OrderId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}
