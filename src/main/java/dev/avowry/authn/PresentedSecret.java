package dev.avowry.authn;

import dev.avowry.kernel.SecretBytes;

/**
 * A client and the secret that is said to be its own, RFC 6749 §2.3.1.
 *
 * @param clientId as it came; nothing is proven by it
 */
public record PresentedSecret(String clientId, SecretBytes secret) {}
