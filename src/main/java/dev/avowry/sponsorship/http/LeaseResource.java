package dev.avowry.sponsorship.http;

import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.Leases;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Sponsorships, by when they lapse. */
@Path("/v1/sponsorships")
@Produces(MediaType.APPLICATION_JSON)
public class LeaseResource {
  private final Leases leases;
  private final CurrentCaller caller;

  LeaseResource(Leases leases, CurrentCaller caller) {
    this.leases = leases;
    this.caller = caller;
  }

  /** Lists them: all to an administrator, to a sponsor those for which they answer. */
  @GET
  @Permission("sponsorships.read")
  public Uni<LeaseView.LeasePage> list(
      @RestQuery Optional<String> sponsor,
      @RestQuery Optional<String> due,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    return leases
        .page(
            sponsor.map(id -> Ids.ofMember("sponsor", id)),
            due.map(LeaseResource::time),
            PageRequest.of(after, limit),
            By.of(caller.get()))
        .map(LeaseView.LeasePage::of);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "due must be a time of RFC 3339 in UTC");
    }
  }
}
