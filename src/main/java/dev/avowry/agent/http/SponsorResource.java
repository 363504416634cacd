package dev.avowry.agent.http;

import dev.avowry.agent.Deaths;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.Sponsorships;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.PageRequest;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Humans who answer. */
@Path("/v1/sponsors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SponsorResource {
  private final Sponsorships sponsorships;
  private final Directory directory;
  private final CurrentCaller caller;
  private final Deaths deaths;

  SponsorResource(
      Sponsorships sponsorships, Directory directory, CurrentCaller caller, Deaths deaths) {
    this.sponsorships = sponsorships;
    this.directory = directory;
    this.caller = caller;
    this.deaths = deaths;
  }

  /** Registers a sponsor, or invites one. */
  @POST
  @Permission("sponsors.register")
  public Uni<RestResponse<SponsorView>> register(SponsorRequest request) {
    Caller by = caller.get();
    return sponsorships
        .begin(
            request.toNewSponsor(),
            request.invite().orElse(false),
            by.actor().toString(),
            by.sponsor(),
            by.origin())
        .chain(
            begun ->
                deaths.of(List.of(begun.sponsor().id())).map(dead -> SponsorView.of(begun, dead)))
        .map(
            view ->
                RestResponse.ResponseBuilder.<SponsorView>created(
                        URI.create("/v1/sponsors/" + view.id()))
                    .entity(view)
                    .build());
  }

  /** Lists sponsors. */
  @GET
  @Permission("sponsors.list")
  public Uni<PageView<SponsorView>> list(
      @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    return directory
        .sponsors(PageRequest.of(after, limit))
        .chain(
            page ->
                deaths
                    .of(page.items().stream().map(Sponsor::id).toList())
                    .map(dead -> PageView.of(page, sponsor -> SponsorView.of(sponsor, dead))));
  }

  /** Shows one sponsor. */
  @GET
  @Path("/{id}")
  @Permission("sponsors.read")
  public Uni<SponsorView> read(@RestPath String id) {
    Caller by = caller.get();
    NodeId sponsor = Ids.ofPath(id);
    return directory
        .sponsor(sponsor)
        .map(found -> Ids.reachable(by, found, any -> List.of(sponsor)))
        .chain(found -> deaths.of(List.of(sponsor)).map(dead -> SponsorView.of(found, dead)));
  }
}
