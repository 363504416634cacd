package dev.avowry.ledger;

import java.time.Instant;

/**
 * Something that succeeds at most once across all replicas.
 *
 * @param kind keeps the namespaces apart: a code is never mistaken for an assertion
 * @param holder whose it is; two clients may use the same value
 * @param value the value itself, such as a {@code jti}
 * @param until from when on it would be refused as expired anyway, and may be forgotten
 */
public record SingleUse(Kind kind, String holder, String value, Instant until) {
  /** The namespaces of what may be used once. */
  public enum Kind {
    /** The {@code jti} of a client assertion, RFC 7523 §3. */
    CLIENT_ASSERTION,
    /** A token of an outside issuer, where its platform makes one for each request. */
    OUTSIDE_TOKEN,
    /** The {@code jti} of an identity assertion; its holder is the trust in its issuer. */
    IDENTITY_ASSERTION,
    /** The {@code jti} of a proof of possession, RFC 9449 §11.1; its holder is the key. */
    DPOP_PROOF,
    /** The {@code jti} of a proof that an agent holds a key which it adds for itself. */
    SUCCESSOR_PROOF,
    /** A code that a human's consent gave, RFC 6749 §4.1.2; its holder is the grant. */
    AUTHORIZATION_CODE,
    /** What a device holds until its human has answered, RFC 8628; its holder is the grant. */
    DEVICE_CODE,
    /** A refresh token, which is good for days; its holder is the grant. */
    REFRESH_TOKEN,
    /** What humans have approved who were not there; its holder is the request. */
    APPROVAL,
    /** The {@code jti} of what somebody signals, RFC 8417; its holder is who does. */
    SECURITY_EVENT,
    /** The {@code id} that an agent gives to something it did, so that it is recorded once. */
    ACTION,
    /** One of the times that somebody may have what is kept; its holder is their access to it. */
    ACCESS,
    /** The code of a stretch of time, RFC 6238 §5.2; its holder is the secret. */
    CODE_STEP,
    /** The code of a counter, RFC 4226 §7.2; its holder is the secret. */
    CODE_COUNTER,
    /** One of the codes that were written down for when there is no other; as above. */
    BACKUP_CODE,
    /** A challenge that an authenticator has signed, WebAuthn Level 3 §13.4.3. */
    PASSKEY_CHALLENGE;

    /**
     * Whether it may be long until it can be forgotten, and always with the same end. It is used up
     * only by a request of which nothing else was used before.
     */
    public boolean isKept() {
      return switch (this) {
        case AUTHORIZATION_CODE,
            DEVICE_CODE,
            REFRESH_TOKEN,
            APPROVAL,
            SECURITY_EVENT,
            ACCESS,
            CODE_COUNTER,
            BACKUP_CODE ->
            true;
        case CLIENT_ASSERTION,
            OUTSIDE_TOKEN,
            IDENTITY_ASSERTION,
            DPOP_PROOF,
            SUCCESSOR_PROOF,
            ACTION,
            CODE_STEP,
            PASSKEY_CHALLENGE ->
            false;
      };
    }
  }
}
