package dev.avowry.sponsorship.http;

import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.HandOver;
import dev.avowry.sponsorship.HandOverFilter;
import dev.avowry.sponsorship.HandOvers;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Flag;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Agents that go from one sponsor to another. */
@Path("/v1/hand-overs")
@Consumes(MediaType.APPLICATION_JSON)
public class HandOverResource {
  private final HandOvers handOvers;
  private final CurrentCaller caller;

  HandOverResource(HandOvers handOvers, CurrentCaller caller) {
    this.handOvers = handOvers;
    this.caller = caller;
  }

  /** Offers an agent to another sponsor. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("handovers.offer")
  public Uni<RestResponse<HandOverView>> offer(HandOverRequest request) {
    return handOvers
        .offer(request.toNewHandOver(), by())
        .map(HandOverView::of)
        .map(
            view ->
                RestResponse.ResponseBuilder.<HandOverView>created(
                        URI.create("/v1/hand-overs/" + view.id()))
                    .entity(view)
                    .build());
  }

  /** Lists them: all to an administrator, to a sponsor those that they give or are to take. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("handovers.read")
  public Uni<HandOverView.HandOverPage> list(
      @RestQuery Optional<String> agent,
      @RestQuery Optional<String> giver,
      @RestQuery Optional<String> receiver,
      @RestQuery Optional<String> state,
      @RestQuery Optional<String> orphaned,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    HandOverFilter filter =
        new HandOverFilter(
            Optional.empty(),
            agent.map(id -> Ids.ofMember("agent", id)),
            giver.map(id -> Ids.ofMember("giver", id)),
            receiver.map(id -> Ids.ofMember("receiver", id)),
            state.map(HandOverResource::state),
            Flag.of("orphaned", orphaned));
    return handOvers
        .page(filter, PageRequest.of(after, limit), by())
        .map(HandOverView.HandOverPage::of);
  }

  /** Shows one. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Path("/{id}")
  @Permission("handovers.read")
  public Uni<HandOverView> read(@RestPath String id) {
    return handOvers.handOver(Ids.ofHandOver(id), by()).map(HandOverView::of);
  }

  /** The receiver takes the agent. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Path("/{id}/acknowledgement")
  @Permission("handovers.answer")
  public Uni<HandOverView> acknowledge(@RestPath String id) {
    return handOvers.acknowledge(Ids.ofHandOver(id), by()).map(HandOverView::of);
  }

  /** The receiver does not take it. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Path("/{id}/refusal")
  @Permission("handovers.answer")
  public Uni<HandOverView> decline(@RestPath String id) {
    return handOvers.decline(Ids.ofHandOver(id), by()).map(HandOverView::of);
  }

  /** Takes an offer back. */
  @DELETE
  @Path("/{id}")
  @Permission("handovers.offer")
  public Uni<Void> withdraw(@RestPath String id) {
    return handOvers.withdraw(Ids.ofHandOver(id), by()).replaceWithVoid();
  }

  private By by() {
    return By.of(caller.get());
  }

  private static HandOver.State state(String code) {
    return HandOver.State.named(code)
        .orElseThrow(() -> Refusal.refused(Reason.INVALID_REQUEST, "there is no such state"));
  }
}
