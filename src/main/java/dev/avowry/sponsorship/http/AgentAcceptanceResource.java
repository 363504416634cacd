package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.Acceptances;
import dev.avowry.sponsorship.By;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** The word of a sponsor that they answer for an agent that another registered for them. */
@Path("/v1/agents/{id}/acceptance")
public class AgentAcceptanceResource {
  private final Acceptances acceptances;
  private final CurrentCaller caller;

  AgentAcceptanceResource(Acceptances acceptances, CurrentCaller caller) {
    this.acceptances = acceptances;
    this.caller = caller;
  }

  /** Says so, in person. Idempotent. */
  @POST
  @Permission("sponsorships.accept")
  public Uni<Void> accept(@RestPath String id) {
    return acceptances.acceptAgent(Ids.ofPath(id), By.of(caller.get()));
  }
}
