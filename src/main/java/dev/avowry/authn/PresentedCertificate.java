package dev.avowry.authn;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificate of which the sender of a request has proven to have the key. Nothing else about
 * it is proven yet.
 *
 * @param chain the certificate, and those that were sent along with it
 */
public record PresentedCertificate(List<X509Certificate> chain) {
  public PresentedCertificate {
    chain = List.copyOf(chain);
  }

  /** The first certificate and what came with it; empty when none came. */
  public static Optional<PresentedCertificate> of(List<X509Certificate> chain) {
    return chain.isEmpty() ? Optional.empty() : Optional.of(new PresentedCertificate(chain));
  }

  /** The sender's own. */
  X509Certificate own() {
    return chain.getFirst();
  }

  /** What a token that is bound to it says. */
  public CertificateThumbprint thumbprint() {
    return CertificateThumbprint.of(own());
  }

  /** Whether it is in force at that time. */
  boolean isInForce(Instant now) {
    return Validity.of(own()).includes(now);
  }
}
