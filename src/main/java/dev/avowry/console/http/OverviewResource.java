package dev.avowry.console.http;

import dev.avowry.canary.Latencies;
import dev.avowry.canary.Latency;
import dev.avowry.console.Figures;
import dev.avowry.console.FiguresStore;
import dev.avowry.kernel.PageRequest;
import dev.avowry.revocation.KeptOrders;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;

/** How many of what, what waits for somebody, and how fast a revocation is. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class OverviewResource {
  private static final Duration SOON = Duration.ofDays(7);

  private final Frames frames;
  private final Reach reach;
  private final FiguresStore figures;
  private final KeptOrders kept;
  private final Latencies latencies;

  OverviewResource(
      Frames frames, Reach reach, FiguresStore figures, KeptOrders kept, Latencies latencies) {
    this.frames = frames;
    this.reach = reach;
    this.figures = figures;
    this.kept = kept;
    this.latencies = latencies;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance overview(
        Frame frame, Figures figures, long waiting, Optional<Latency> latency);
  }

  /** Shows it, as far as it is the human's to see. */
  @GET
  @Permission("console.read")
  public Uni<TemplateInstance> overview() {
    Frame frame = frames.at(Place.OVERVIEW);
    return figures
        .read(reach.limit(), frame.now(), frame.now().plus(SOON))
        .chain(
            found ->
                Uni.combine()
                    .all()
                    .unis(waiting(frame), latency(frame))
                    .with(
                        (waiting, latency) -> Templates.overview(frame, found, waiting, latency)));
  }

  private Uni<Long> waiting(Frame frame) {
    return frame.allows("revocations.pending") ? kept.count() : Uni.createFrom().item(0L);
  }

  private Uni<Optional<Latency>> latency(Frame frame) {
    return frame.allows("revocations.latency")
        ? latencies.read(new PageRequest(Optional.empty(), 10)).map(Optional::of)
        : Uni.createFrom().item(Optional.empty());
  }
}
