package dev.avowry.revocation;

import java.util.Arrays;
import java.util.Locale;

/**
 * Why authority is taken or given back, as far as machines can tell it apart. What people say
 * beyond it is the order's comment.
 */
public enum Cause {
  /** A key, a token or the software itself is in the wrong hands. */
  COMPROMISED,
  /** It is needed no more. */
  DECOMMISSIONED,
  /** It does what it may not, or may no longer what it does. */
  POLICY,
  /** Nobody answers for it any more. */
  SPONSOR_LEFT,
  /** Something newer takes its place. */
  ROTATION,
  /** Stopped while somebody looks into what happened. */
  INCIDENT,
  /** The one who had it gave it back. */
  CLIENT_REQUEST,
  /** Anything else, in the words of the order. */
  OTHER;

  /** The cause that the reason of an order is the code of; {@link #OTHER} for any other words. */
  public static Cause of(String reason) {
    return Arrays.stream(values())
        .filter(cause -> cause.code().equals(reason))
        .findFirst()
        .orElse(OTHER);
  }

  /** The code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
