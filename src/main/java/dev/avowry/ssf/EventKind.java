package dev.avowry.ssf;

import java.util.List;

/** The events that are told of, by the URIs of SSF 1.0 §8.1, CAEP 1.0 §3 and RISC 1.0 §2. */
public enum EventKind {
  SESSION_REVOKED("caep", "session-revoked"),
  CREDENTIAL_CHANGE("caep", "credential-change"),
  TOKEN_CLAIMS_CHANGE("caep", "token-claims-change"),
  ACCOUNT_DISABLED("risc", "account-disabled"),
  /** Asked for by a receiver; says that the stream works. */
  VERIFICATION("ssf", "verification"),
  /** Says that the stream was paused, and why. */
  STREAM_UPDATED("ssf", "stream-updated");

  /** What a receiver may ask for; the others it gets unasked. */
  public static final List<EventKind> SUPPORTED =
      List.of(SESSION_REVOKED, CREDENTIAL_CHANGE, TOKEN_CLAIMS_CHANGE, ACCOUNT_DISABLED);

  private final String uri;

  EventKind(String family, String name) {
    this.uri = "https://schemas.openid.net/secevent/%s/event-type/%s".formatted(family, name);
  }

  /** What a receiver may ask for, as URIs. */
  public static List<String> supported() {
    return SUPPORTED.stream().map(EventKind::uri).toList();
  }

  /** The event's name in a SET. */
  public String uri() {
    return uri;
  }
}
