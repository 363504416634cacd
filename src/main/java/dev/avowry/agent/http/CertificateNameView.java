package dev.avowry.agent.http;

import dev.avowry.agent.CertificateName;
import dev.avowry.agent.CertificateNameKind;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The name of a certificate on the wire: exactly one of its members, RFC 8705 §2.1.2. */
public record CertificateNameView(
    Optional<String> tlsClientAuthSubjectDn,
    Optional<String> tlsClientAuthSanDns,
    Optional<String> tlsClientAuthSanUri,
    Optional<String> tlsClientAuthSanIp,
    Optional<String> tlsClientAuthSanEmail) {
  static CertificateNameView of(CertificateName name) {
    return new CertificateNameView(
        of(name, CertificateNameKind.SUBJECT_DN),
        of(name, CertificateNameKind.SAN_DNS),
        of(name, CertificateNameKind.SAN_URI),
        of(name, CertificateNameKind.SAN_IP),
        of(name, CertificateNameKind.SAN_EMAIL));
  }

  private static Optional<String> of(CertificateName name, CertificateNameKind kind) {
    return Optional.of(name.value()).filter(value -> name.kind() == kind);
  }

  CertificateName toName() {
    List<CertificateName> given =
        Stream.of(
                name(CertificateNameKind.SUBJECT_DN, tlsClientAuthSubjectDn),
                name(CertificateNameKind.SAN_DNS, tlsClientAuthSanDns),
                name(CertificateNameKind.SAN_URI, tlsClientAuthSanUri),
                name(CertificateNameKind.SAN_IP, tlsClientAuthSanIp),
                name(CertificateNameKind.SAN_EMAIL, tlsClientAuthSanEmail))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() != 1) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "certificate must have exactly one of the tls_client_auth names (RFC 8705 §2.1.2)");
    }
    return given.getFirst();
  }

  private static Optional<CertificateName> name(CertificateNameKind kind, Optional<String> text) {
    return text.map(value -> CertificateName.of(kind, value));
  }
}
