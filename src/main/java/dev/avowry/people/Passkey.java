package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A key pair in a human's phone, laptop or token, of which we know the public half.
 *
 * @param id as the authenticator names it, base64url
 * @param name as its owner names it
 * @param credential attested credential data, WebAuthn Level 3 §6.5.2, base64url
 * @param signCount how often it has signed as far as it says
 */
public record Passkey(
    String id,
    NodeId human,
    String name,
    String credential,
    long signCount,
    Instant madeAt,
    Optional<Instant> lastUsedAt) {
  byte[] credentialBytes() {
    return Base64.getUrlDecoder().decode(credential);
  }
}
