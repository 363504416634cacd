package dev.avowry.token.http;

import dev.avowry.authn.Presented;
import dev.avowry.web.http.Form;
import jakarta.ws.rs.core.HttpHeaders;

/** How a form says that it authenticates its client; the same at every OAuth endpoint. */
final class Credentials {
  private Credentials() {}

  static Presented of(Form form, HttpHeaders headers) {
    return new Presented(
        form.get("client_assertion_type"),
        form.get("client_assertion"),
        form.get("client_id"),
        form.get("client_secret").isPresent(),
        headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null);
  }
}
