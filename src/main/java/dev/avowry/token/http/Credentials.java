package dev.avowry.token.http;

import dev.avowry.authn.Presented;
import dev.avowry.authn.PresentedCertificate;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Form;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** How a request says that it authenticates its client; the same at every OAuth endpoint. */
final class Credentials {
  private Credentials() {}

  static Presented of(
      Form form, HttpHeaders headers, ClientCertificate certificate, Origin origin) {
    Optional<String> authorization =
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
    return new Presented(
        form.get("client_assertion_type"),
        form.get("client_assertion"),
        form.get("client_id"),
        form.get("client_secret").map(SecretBytes::ofText),
        authorization.flatMap(BasicCredentials::read),
        authorization.isPresent(),
        PresentedCertificate.of(certificate.chain()),
        origin.clientAddress());
  }
}
