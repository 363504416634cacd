package dev.avowry.token.http;

import dev.avowry.authn.Presented;
import dev.avowry.authn.PresentedCertificate;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Form;
import jakarta.ws.rs.core.HttpHeaders;

/** How a request says that it authenticates its client; the same at every OAuth endpoint. */
final class Credentials {
  private Credentials() {}

  static Presented of(Form form, HttpHeaders headers, ClientCertificate certificate) {
    return new Presented(
        form.get("client_assertion_type"),
        form.get("client_assertion"),
        form.get("client_id"),
        form.get("client_secret").isPresent(),
        headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null,
        PresentedCertificate.of(certificate.chain()));
  }
}
