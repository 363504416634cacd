package dev.avowry.agent.http;

import dev.avowry.agent.Authenticator;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Jwk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The body of {@code POST /v1/agents/{id}/credentials}: exactly one of its members. */
public record CredentialRequest(
    Optional<Map<String, Object>> jwk, Optional<CertificateNameView> certificate) {
  Authenticator toAuthenticator() {
    List<Authenticator> given =
        Stream.<Authenticator>concat(
                jwk.map(Jwk::parse).map(Authenticator.Key::new).stream(),
                certificate
                    .map(CertificateNameView::toName)
                    .map(Authenticator.Certificate::new)
                    .stream())
            .toList();
    if (given.size() != 1) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "a credential is exactly one of jwk and certificate");
    }
    return given.getFirst();
  }
}
