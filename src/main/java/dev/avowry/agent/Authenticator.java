package dev.avowry.agent;

import dev.avowry.key.Jwk;

/**
 * By what a client proves that it is itself, RFC 6749 §2.3. Avowry keeps nothing of it by which
 * somebody who reads its database could pass for the client.
 */
public sealed interface Authenticator {
  /** What no two credentials of an agent have in common. */
  String thumbprint();

  /**
   * A key of which only the public part is known here, {@code private_key_jwt}, or {@code
   * self_signed_tls_client_auth} where the client shows a certificate for it.
   */
  record Key(Jwk jwk) implements Authenticator {
    @Override
    public String thumbprint() {
      return jwk.thumbprint();
    }
  }

  /**
   * A name that a certificate of a trusted authority has, {@code tls_client_auth}, RFC 8705 §2.1.
   */
  record Certificate(CertificateName name) implements Authenticator {
    @Override
    public String thumbprint() {
      return name.thumbprint();
    }
  }
}
