package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.CoSponsor;
import dev.avowry.sponsorship.Deputies;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Humans who stand beside an agent's sponsor. */
@Path("/v1/agents/{id}/co-sponsors")
public class CoSponsorResource {
  private final Deputies deputies;
  private final CurrentCaller caller;

  CoSponsorResource(Deputies deputies, CurrentCaller caller) {
    this.deputies = deputies;
    this.caller = caller;
  }

  /** One of them on the wire. */
  public record CoSponsorView(String sponsor, String addedBy, Instant addedAt) {
    static CoSponsorView of(CoSponsor one) {
      return new CoSponsorView(one.sponsor().toString(), one.addedBy(), one.addedAt());
    }
  }

  /** All of them: there are ten at the most. */
  public record CoSponsorList(List<CoSponsorView> items) {}

  /** Lists them in the order in which they are asked when the sponsor leaves. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("deputies.read")
  public Uni<CoSponsorList> list(@RestPath String id) {
    return deputies
        .coSponsors(Ids.ofPath(id), by())
        .map(all -> new CoSponsorList(all.stream().map(CoSponsorView::of).toList()));
  }

  /** Adds one. Idempotent. */
  @PUT
  @Path("/{sponsor}")
  @Permission("deputies.name")
  public Uni<Void> add(@RestPath String id, @RestPath String sponsor) {
    return deputies.add(Ids.ofPath(id), Ids.ofPath(sponsor), by());
  }

  /** Removes one. Idempotent. */
  @DELETE
  @Path("/{sponsor}")
  @Permission("deputies.name")
  public Uni<Void> remove(@RestPath String id, @RestPath String sponsor) {
    return deputies.remove(Ids.ofPath(id), Ids.ofPath(sponsor), by());
  }

  private By by() {
    return By.of(caller.get());
  }
}
