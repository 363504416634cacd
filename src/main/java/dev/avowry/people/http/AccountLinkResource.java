package dev.avowry.people.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.people.AccountLinks;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Links by which humans make their accounts here. */
@Path("/v1/sponsors/{id}/account-links")
@Produces(MediaType.APPLICATION_JSON)
public class AccountLinkResource {
  private final AccountLinks links;
  private final CurrentCaller current;

  AccountLinkResource(AccountLinks links, CurrentCaller current) {
    this.links = links;
    this.current = current;
  }

  /** The link, shown this once. */
  public record Link(String url, Instant expiresAt) {}

  /** Makes a link for a sponsor; those before are good no more. */
  @POST
  @ResponseStatus(201)
  @Permission("accounts.invite")
  public Uni<Link> make(@RestPath String id) {
    NodeId human =
        NodeId.parse(id)
            .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such sponsor"));
    Caller caller = current.get();
    return links
        .make(human, caller.actor().toString(), caller.origin())
        .map(made -> new Link(made.url(), made.expiresAt()));
  }
}
