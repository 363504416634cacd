package dev.avowry.vault.http;

import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.Access;
import dev.avowry.vault.Accesses;
import dev.avowry.vault.Conditions;
import dev.avowry.vault.NewAccess;
import dev.avowry.vault.Use;
import dev.avowry.vault.Within;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Who may have a secret, or all that is in a folder. */
@Path("/v1/vault/{id}/grants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccessResource {
  private final Accesses accesses;
  private final EndpointRule rule;
  private final CurrentCaller caller;

  AccessResource(Accesses accesses, EndpointRule rule, CurrentCaller caller) {
    this.accesses = accesses;
    this.rule = rule;
    this.caller = caller;
  }

  /** The body of {@code POST}. Times in seconds where they are no instants. */
  public record AccessRequest(
      String holder,
      Optional<Boolean> subtree,
      List<String> uses,
      Optional<Instant> notBefore,
      Optional<Instant> expiresAt,
      Optional<Integer> count,
      Optional<Integer> lease,
      Optional<List<DestinationView>> requests,
      Optional<Boolean> approved) {
    NewAccess toNewAccess(EndpointRule rule) {
      return new NewAccess(
          Ids.ofMember("holder", holder),
          subtree.orElse(false),
          uses.stream().map(AccessResource::use).collect(Collectors.toSet()),
          new Conditions(
              notBefore,
              count,
              lease.map(Duration::ofSeconds).orElse(Conditions.USUAL_LEASE),
              within(rule)),
          expiresAt);
    }

    private Within within(EndpointRule rule) {
      return new Within(
          requests.orElse(List.of()).stream().map(each -> each.toDestination(rule)).toList(),
          approved.orElse(false));
    }
  }

  /** Somebody's access on the wire. */
  public record AccessView(
      String id,
      String holder,
      boolean subtree,
      List<String> uses,
      Optional<Instant> notBefore,
      Optional<Instant> expiresAt,
      Optional<Integer> count,
      long lease,
      Optional<List<DestinationView>> requests,
      boolean approved,
      String state,
      Instant createdAt,
      String createdBy) {
    static AccessView of(Access access) {
      Conditions conditions = access.conditions();
      return new AccessView(
          access.id().toString(),
          access.holder().toString(),
          access.below(),
          access.uses().stream().map(Use::code).sorted().toList(),
          conditions.notBefore(),
          access.expiresAt(),
          conditions.most(),
          conditions.lease().toSeconds(),
          Optional.of(conditions.within().destinations().stream().map(DestinationView::of).toList())
              .filter(some -> !some.isEmpty()),
          conditions.within().approved(),
          access.state().name().toLowerCase(Locale.ROOT),
          access.createdAt(),
          access.by());
    }
  }

  /** Gives somebody access. */
  @POST
  @Permission("vault.grant")
  public Uni<RestResponse<AccessView>> give(@RestPath String id, AccessRequest request) {
    return accesses
        .give(Ids.ofPath(id), request.toNewAccess(rule), caller.get())
        .map(given -> RestResponse.status(RestResponse.Status.CREATED, AccessView.of(given)));
  }

  /** Lists who may have it. */
  @GET
  @Permission("vault.list")
  public Uni<Page<AccessView>> list(
      @RestPath String id, @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    return accesses
        .of(Ids.ofPath(id), caller.get(), PageRequest.of(after, limit))
        .map(page -> page.map(AccessView::of));
  }

  private static Use use(String code) {
    return Use.named(code)
        .orElseThrow(() -> Refusal.refused(Reason.INVALID_REQUEST, "uses are of use and read"));
  }
}
