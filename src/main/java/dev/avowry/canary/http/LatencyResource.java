package dev.avowry.canary.http;

import dev.avowry.canary.Latencies;
import dev.avowry.kernel.PageRequest;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** How long revocations take to get to verifiers, as the canary has found. */
@Path("/v1/revocations/latency")
@Produces(MediaType.APPLICATION_JSON)
public class LatencyResource {
  private final Latencies latencies;

  LatencyResource(Latencies latencies) {
    this.latencies = latencies;
  }

  /** Shows it, verifier by verifier. */
  @GET
  @Permission("revocations.latency")
  public Uni<LatencyView> read(
      @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    return latencies.read(PageRequest.of(after, limit)).map(LatencyView::of);
  }
}
