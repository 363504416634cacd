package dev.avowry.authn;

import java.util.Optional;

/**
 * What whoever presents a token has to prove to hold, RFC 7800 §3.1. It is one thing, never two.
 */
public sealed interface Binding permits Thumbprint, CertificateThumbprint {
  /** The member of {@code cnf} that names it. */
  String confirmation();

  /** Its name there. */
  String value();

  /** By its name in {@code cnf}; empty for a member that no token of ours has. */
  static Optional<Binding> of(String confirmation, String value) {
    return switch (confirmation) {
      case Thumbprint.CONFIRMATION -> Optional.of(new Thumbprint(value));
      case CertificateThumbprint.CONFIRMATION -> Optional.of(new CertificateThumbprint(value));
      default -> Optional.empty();
    };
  }
}
