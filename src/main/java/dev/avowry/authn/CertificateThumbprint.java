package dev.avowry.authn;

import dev.avowry.kernel.Sha256;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * Names a certificate: base64url of SHA-256 over its DER. A token that is bound to the certificate
 * has it as {@code cnf.x5t#S256}, RFC 8705 §3.1; another certificate for the same key is another.
 */
public record CertificateThumbprint(String value) implements Binding {
  static final String CONFIRMATION = "x5t#S256";

  /** Of that certificate. */
  static CertificateThumbprint of(X509Certificate certificate) {
    try {
      return new CertificateThumbprint(Sha256.thumbprint(certificate.getEncoded()));
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("a parsed certificate has a form", impossible);
    }
  }

  @Override
  public String confirmation() {
    return CONFIRMATION;
  }

  @Override
  public String toString() {
    return value;
  }
}
