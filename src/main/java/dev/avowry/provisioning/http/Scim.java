package dev.avowry.provisioning.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.provisioning.Provisioner;
import dev.avowry.provisioning.Provisioners;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the resources of SCIM have in common: who is let in, and by which media type they speak. */
@Singleton
final class Scim {
  /** RFC 7644 §8.1. */
  static final String JSON = "application/scim+json";

  private static final Pattern BEARER =
      Pattern.compile("Bearer +([\\x21-\\x7E]{1,256})", Pattern.CASE_INSENSITIVE);

  private final Provisioners provisioners;

  Scim(Provisioners provisioners) {
    this.provisioners = provisioners;
  }

  /** The system that asks, by its own bearer token. */
  Uni<Provisioner> admit(HttpHeaders headers) {
    List<String> all = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
    Matcher bearer = BEARER.matcher(all.size() == 1 ? all.getFirst() : "");
    if (!bearer.matches()) {
      throw Refusal.refused(
          Reason.INVALID_TOKEN, "a provisioner's token is needed: Authorization: Bearer …");
    }
    return provisioners.admit(SecretBytes.ofText(bearer.group(1)));
  }
}
