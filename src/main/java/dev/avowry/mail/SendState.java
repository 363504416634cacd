package dev.avowry.mail;

import java.util.Locale;

/**
 * What has become of a message that an agent sends.
 *
 * <pre>
 * QUEUED ──▶ SENDING ──▶ SENT, FAILED
 *   ▲  │        │
 *   │  │        └──▶ QUEUED, put off by the relay or not heard
 *   │  └──▶ FAILED, CANCELLED
 * </pre>
 */
public enum SendState {
  /** It waits: for its turn, for the relay, or for its agent to be resumed. */
  QUEUED,
  /** It is being handed to the relay. */
  SENDING,
  /** The relay has taken it for all of its recipients. */
  SENT,
  /** The relay has refused it for some of them, or time was up. */
  FAILED,
  /** Its agent was revoked, or may not write to them any more; it was not sent. */
  CANCELLED;

  /** The state with this code. */
  public static SendState named(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** The code on the wire, and as stored. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
