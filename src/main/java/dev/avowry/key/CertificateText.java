package dev.avowry.key;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Certificates as {@code x5c} has them: base64 of DER, RFC 7517 §4.7. */
public final class CertificateText {
  private CertificateText() {}

  /** Writes one. */
  public static String write(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateException impossible) {
      throw new IllegalStateException("a certificate cannot be encoded", impossible);
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static X509Certificate read(String text) {
    return of(Base64.getDecoder().decode(text));
  }

  /**
   * Reads one in DER.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static X509Certificate of(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException malformed) {
      throw new IllegalArgumentException("no certificate", malformed);
    }
  }
}
