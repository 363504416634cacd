package dev.avowry.provisioning.http;

import dev.avowry.provisioning.Provisioner;
import dev.avowry.provisioning.Provisioners;
import dev.avowry.web.http.Ticket;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** What the resources of SCIM have in common: who is let in, and by which media type they speak. */
@Singleton
final class Scim {
  /** RFC 7644 §8.1. */
  static final String JSON = "application/scim+json";

  private final Provisioners provisioners;

  Scim(Provisioners provisioners) {
    this.provisioners = provisioners;
  }

  /** The system that asks, by its own bearer token. */
  Uni<Provisioner> admit(HttpHeaders headers) {
    List<String> all = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
    return provisioners.admit(Ticket.of(all, "a provisioner's token"));
  }
}
