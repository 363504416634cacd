package dev.avowry.revocation.http;

import dev.avowry.agent.NodeState;
import dev.avowry.revocation.Affected;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Revocations;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Orders to take authority away, or to give it back. */
@Path("/v1/revocations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RevocationResource {
  private final Revocations revocations;
  private final CurrentCaller caller;

  RevocationResource(Revocations revocations, CurrentCaller caller) {
    this.revocations = revocations;
    this.caller = caller;
  }

  /** What became of an order, on the wire. */
  public record RevocationView(
      Optional<Long> seq,
      String id,
      Optional<Instant> at,
      String mode,
      String state,
      boolean dryRun,
      AffectedView affected) {
    static RevocationView of(Carried carried, boolean dryRun) {
      return new RevocationView(
          carried.mark().map(Mark::seq),
          carried.order().target().id(),
          carried.mark().map(Mark::at),
          carried.order().mode().code(),
          name(carried.state()),
          dryRun,
          AffectedView.of(carried.affected()));
    }

    private static String name(NodeState state) {
      return state.name().toLowerCase(Locale.ROOT);
    }
  }

  /** What dies, or would die, on the wire. */
  public record AffectedView(
      long agents, long delegations, long liveTokens, boolean liveTokensCapped) {
    static AffectedView of(Affected affected) {
      return new AffectedView(
          affected.agents(),
          affected.delegations(),
          affected.liveTokens(),
          affected.liveTokensCapped());
    }
  }

  /** Carries an order out, or says what it would do. */
  @POST
  @Permission("revocations.order")
  public Uni<RevocationView> order(RevocationRequest request) {
    Order order = request.toOrder(caller.get());
    boolean dryRun = request.dryRun().orElse(false);
    Uni<Carried> carried = dryRun ? revocations.dryRun(order) : revocations.carryOutAndCount(order);
    return carried.map(it -> RevocationView.of(it, dryRun));
  }
}
