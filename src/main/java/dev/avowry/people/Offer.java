package dev.avowry.people;

/**
 * What a page offers to who is about to sign in by new means.
 *
 * @param form what its form sends back, sealed
 * @param secret for an authenticator app, to be typed
 * @param uri the same as a link that apps open
 * @param picture the same link for a telephone's camera
 * @param handle WebAuthn's user handle, base64url
 * @param challenge for a passkey
 * @param host WebAuthn's RP ID
 */
public record Offer(
    String form,
    String secret,
    String uri,
    QrCode picture,
    String handle,
    String challenge,
    String host) {}
