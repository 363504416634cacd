package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Sha256;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate with this name is the agent's, provided that an authority that is trusted has
 * issued it; RFC 8705 §2.1.2.
 *
 * @param kind which of a certificate's names it is; no other is looked at
 * @param value in the one spelling in which it is compared
 */
public record CertificateName(CertificateNameKind kind, String value) {
  /** The name, if the text is one of that kind; {@code invalid_request} otherwise. */
  public static CertificateName of(CertificateNameKind kind, String text) {
    return kind.spelled(text)
        .map(value -> new CertificateName(kind, value))
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST, kind.parameter() + " must be " + kind.form()));
  }

  /** Whether the certificate has it; who issued the certificate is another question. */
  public boolean isIn(X509Certificate certificate) {
    return kind == CertificateNameKind.SUBJECT_DN
        ? kind.isSame(value, certificate.getSubjectX500Principal())
        : alternatives(certificate)
            .flatMap(name -> kind.spelled(name).stream())
            .anyMatch(value::equals);
  }

  /** The subject alternative names of the kind; RFC 5280 §4.2.1.6. */
  private Stream<String> alternatives(X509Certificate certificate) {
    Collection<List<?>> names = List.of();
    try {
      Collection<List<?>> found = certificate.getSubjectAlternativeNames();
      names = found == null ? names : found;
    } catch (CertificateParsingException malformed) {
      // It has no name that could be read.
    }
    return names.stream()
        .filter(name -> name.getFirst().equals(kind.tag()))
        .map(name -> name.get(1))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** base64url of SHA-256 over kind and name. */
  public String thumbprint() {
    return Sha256.thumbprint(kind.parameter() + ' ' + kind.canonical(value));
  }
}
