package dev.avowry.revocation.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.StatusListId;
import dev.avowry.revocation.ListConfig;
import dev.avowry.revocation.PublishedStatusList;
import dev.avowry.revocation.StatusLists;
import dev.avowry.web.Open;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Token Status Lists, for any verifier that knows the draft. */
@Path("/statuslists")
public class StatusListResource {
  /** Draft-ietf-oauth-status-list §14.7. */
  static final String JWT = "application/statuslist+jwt";

  private final StatusLists lists;
  private final ListConfig config;

  StatusListResource(StatusLists lists, ListConfig config) {
    this.lists = lists;
    this.config = config;
  }

  /** The aggregation, draft §9.3, on the wire. */
  public record StatusListsView(List<String> statusLists) {}

  /** The addresses of all lists. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Open("a verifier fetches all lists before it knows the tokens")
  public Uni<StatusListsView> all() {
    return lists.uris().map(StatusListsView::new);
  }

  /** One list, signed. */
  @GET
  @Path("/{id}")
  @Produces(JWT)
  @Open("an index says nothing, and every verifier needs the list")
  public Uni<Response> one(@PathParam("id") String id, @Context Request request) {
    StatusListId list =
        StatusListId.parse(id)
            .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such status list"));
    return lists.current(list).map(current -> answer(current, request));
  }

  private Response answer(PublishedStatusList list, Request request) {
    EntityTag tag = new EntityTag(list.head().seq() + "-" + list.issuedAt().toEpochMilli());
    return Optional.ofNullable(request.evaluatePreconditions(tag))
        .orElseGet(() -> Response.ok(list.jwt()))
        .tag(tag)
        .cacheControl(caching())
        .build();
  }

  private CacheControl caching() {
    CacheControl caching = new CacheControl();
    caching.setMaxAge((int) config.renewal().toSeconds());
    return caching;
  }
}
