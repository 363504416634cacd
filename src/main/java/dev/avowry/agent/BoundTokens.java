package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;

/** What each token of an agent has to be bound to. It is one thing at the most. */
public enum BoundTokens {
  /** Nothing; to the key of a proof when the agent brings one. */
  BY_CHOICE,
  /** A key that the agent proves to hold, RFC 9449 §5.2. */
  TO_KEY,
  /** The certificate that the agent presents, RFC 8705 §3.4. */
  TO_CERTIFICATE;

  /** By the two members of a registration; both at once are refused. */
  public static BoundTokens of(boolean toKey, boolean toCertificate) {
    if (toKey && toCertificate) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "a token is bound to one thing: dpop_bound_access_tokens and"
              + " tls_client_certificate_bound_access_tokens exclude each other");
    }
    return toKey ? TO_KEY : toCertificate ? TO_CERTIFICATE : BY_CHOICE;
  }
}
