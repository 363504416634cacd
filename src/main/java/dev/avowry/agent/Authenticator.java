package dev.avowry.agent;

import dev.avowry.kernel.Sha256;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import java.net.URI;

/**
 * By what a client proves that it is itself, RFC 6749 §2.3. Avowry keeps nothing of it by which
 * somebody who reads its database could pass for the client.
 */
public sealed interface Authenticator {
  /** What no two credentials of an agent have in common; of no use to whoever reads it. */
  String thumbprint();

  /** Its kind, by the member of the API with which it is registered. */
  default String type() {
    return switch (this) {
      case Key any -> "jwk";
      case KeysAt any -> "jwks_uri";
      case Secret any -> "secret";
      case Certificate any -> "certificate";
    };
  }

  /** Whether only an administrator may let an agent prove itself so, and has to say it. */
  default boolean isLegacy() {
    return switch (this) {
      case Key(Jwk jwk) -> jwk.algorithm() == Algorithm.RS256;
      case KeysAt any -> false;
      case Certificate any -> false;
      case Secret any -> true;
    };
  }

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

  /** Whatever public keys are at an address, {@code private_key_jwt}; RFC 7591 §2. */
  record KeysAt(URI jwksUri) implements Authenticator {
    @Override
    public String thumbprint() {
      return Sha256.thumbprint(jwksUri.toString());
    }
  }

  /** A secret that was made here and shown once: a legacy, for clients that know nothing better. */
  record Secret(SecretHash hash) implements Authenticator {
    @Override
    public String thumbprint() {
      return Sha256.thumbprint(hash.text());
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
