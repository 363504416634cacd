package dev.avowry.console.http;

import dev.avowry.audit.Explanation;
import dev.avowry.audit.Why;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** The record: what happened, why a token came about, and that nothing was changed since. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class AuditPageResource {
  private static final int PAGE = 50;

  private final Frames frames;
  private final History history;
  private final Why why;
  private final RowProofs proofs;

  AuditPageResource(Frames frames, History history, Why why, RowProofs proofs) {
    this.frames = frames;
    this.history = history;
    this.why = why;
    this.proofs = proofs;
  }

  /** A page of rows, newest first. */
  record AuditPage(AuditForm form, List<PlacedEvent> rows, Optional<Long> next) {
    static AuditPage of(AuditForm form, List<PlacedEvent> read) {
      List<PlacedEvent> rows = read.subList(0, Math.min(PAGE, read.size()));
      return new AuditPage(
          form, rows, read.size() > PAGE ? Optional.of(rows.getLast().index()) : Optional.empty());
    }

    /** The types to choose from. */
    public List<EventType> types() {
      return List.of(EventType.values());
    }

    /** The query of the address for the page that follows. */
    public String address() {
      return form.address();
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance audit(Frame frame, AuditPage page);

    static native TemplateInstance row(Frame frame, PlacedEvent row);

    static native TemplateInstance why(Frame frame, Story story);
  }

  /** Lists rows. */
  @GET
  @Path("/audit")
  @Permission("audit.read")
  public Uni<TemplateInstance> list(@BeanParam AuditForm form) {
    Frame frame = frames.at(Place.AUDIT);
    return history
        .events(form.filter(), form.span(PAGE))
        .map(rows -> Templates.audit(frame, AuditPage.of(form, rows)));
  }

  /** One row. */
  @GET
  @Path("/audit/rows/{index}")
  @Permission("audit.read")
  public Uni<TemplateInstance> row(@RestPath String index) {
    Frame frame = frames.at(Place.AUDIT);
    return row(place(index)).map(row -> Templates.row(frame, row));
  }

  /** What it takes to prove that the row is in the tree that was signed. */
  @GET
  @Path("/audit/rows/{index}/proof")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("audit.read")
  public Uni<RowProof> proof(@RestPath String index) {
    return row(place(index)).chain(proofs::of);
  }

  /** Why a token came about. */
  @GET
  @Path("/audit/tokens/{jti}")
  @Permission("audit.read")
  public Uni<TemplateInstance> why(@RestPath String jti) {
    Frame frame = frames.at(Place.AUDIT);
    return why.of(jti)
        .map(found -> found.orElseThrow(() -> unknown("no row of the tree tells of such a token")))
        .map((Explanation explanation) -> Templates.why(frame, new Story(explanation)));
  }

  private Uni<PlacedEvent> row(long index) {
    return history
        .events(EventFilter.ALL, new Span(index - 1, index + 1, false, 1))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .orElseThrow(() -> unknown("there is no row at this place, or it is gone")));
  }

  private static long place(String index) {
    if (!index.matches("0|[1-9][0-9]{0,17}")) {
      throw unknown("there is no row at this place, or it is gone");
    }
    return Long.parseLong(index);
  }

  private static RuntimeException unknown(String detail) {
    return Refusal.refused(Reason.NOT_FOUND, detail);
  }
}
