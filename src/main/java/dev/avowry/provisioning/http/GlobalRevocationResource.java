package dev.avowry.provisioning.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.provisioning.GlobalRevocation;
import dev.avowry.provisioning.SubjectIdentifier;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** Where a provider revokes all that a human holds. */
@Path("/global-token-revocation")
public class GlobalRevocationResource {
  private final Scim scim;
  private final GlobalRevocation revocation;
  private final Origins origins;

  GlobalRevocationResource(Scim scim, GlobalRevocation revocation, Origins origins) {
    this.scim = scim;
    this.revocation = revocation;
    this.origins = origins;
  }

  /** Whom it is about. */
  public record RevocationRequest(SubjectView subId) {}

  /** RFC 9493 §3: each format has members of its own. */
  public record SubjectView(
      String format,
      Optional<String> iss,
      Optional<String> sub,
      Optional<String> email,
      Optional<String> id) {
    SubjectIdentifier toSubject() {
      return switch (format) {
        case "iss_sub" ->
            new SubjectIdentifier.IssuerSubject(required("iss", iss), required("sub", sub));
        case "email" -> new SubjectIdentifier.Email(required("email", email));
        case "opaque" -> new SubjectIdentifier.Opaque(required("id", id));
        default -> throw invalid("format must be one of iss_sub, email, opaque");
      };
    }

    private static String required(String member, Optional<String> value) {
      return value.orElseThrow(() -> invalid("sub_id lacks " + member));
    }

    private static Refused invalid(String detail) {
      return Refusal.refused(Reason.INVALID_REQUEST, detail);
    }
  }

  /** Ends it all; answers when it is so. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Open("a provisioner's token lets in")
  public Uni<Void> revoke(RevocationRequest request, @Context HttpHeaders headers) {
    return scim.admit(headers)
        .chain(by -> revocation.revoke(by, request.subId().toSubject(), origins.get()));
  }
}
