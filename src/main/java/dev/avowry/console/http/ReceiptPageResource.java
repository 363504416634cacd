package dev.avowry.console.http;

import dev.avowry.console.Branches;
import dev.avowry.console.Outcome;
import dev.avowry.console.Outcomes;
import dev.avowry.console.Twig;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** What becomes of an order, as it arrives. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class ReceiptPageResource {
  private final Frames frames;
  private final Outcomes outcomes;
  private final Branches branches;

  ReceiptPageResource(Frames frames, Outcomes outcomes, Branches branches) {
    this.frames = frames;
    this.outcomes = outcomes;
    this.branches = branches;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance receipt(Frame frame, Outcome outcome, Optional<Twig> stopped);

    static native TemplateInstance receipt$lines(Frame frame, Outcome outcome);
  }

  /** The page; as long as something may still change it looks again by itself. */
  @GET
  @Path("/revocations/{seq}")
  @Permission("console.record")
  public Uni<TemplateInstance> page(@RestPath String seq) {
    Frame frame = frames.at(Place.AGENTS);
    return outcome(seq, frame)
        .chain(
            outcome -> stopped(outcome).map(stopped -> Templates.receipt(frame, outcome, stopped)));
  }

  /** The part of it that changes. */
  @GET
  @Path("/revocations/{seq}/lines")
  @Permission("console.record")
  public Uni<TemplateInstance> lines(@RestPath String seq) {
    Frame frame = frames.at(Place.AGENTS);
    return outcome(seq, frame).map(outcome -> Templates.receipt$lines(frame, outcome));
  }

  private Uni<Outcome> outcome(String seq, Frame frame) {
    return outcomes.of(number(seq), frame.caller());
  }

  /** What was stopped, where it is a node. */
  private Uni<Optional<Twig>> stopped(Outcome outcome) {
    return NodeId.parse(outcome.receipt().entry().id())
        .map(id -> branches.nodes(List.of(id)).map(found -> found.stream().findFirst()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static long number(String seq) {
    if (!seq.matches("[0-9]{1,18}")) {
      throw Refusal.refused(
          Reason.NOT_FOUND, "there is no receipt for that, or it is not yours to know of");
    }
    return Long.parseLong(seq);
  }
}
