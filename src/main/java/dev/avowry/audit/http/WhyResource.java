package dev.avowry.audit.http;

import dev.avowry.audit.Why;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Why a token was issued. */
@Path("/v1/audit/why")
@Produces(MediaType.APPLICATION_JSON)
public class WhyResource {
  private final Why why;

  WhyResource(Why why) {
    this.why = why;
  }

  /** Says what the record has about a token. */
  @GET
  @Path("/{jti}")
  @Permission("audit.read")
  public Uni<WhyView> read(@RestPath String jti) {
    return why.of(jti)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(
                            Reason.NOT_FOUND, "no row of the tree tells of such a token")))
        .map(WhyView::of);
  }
}
