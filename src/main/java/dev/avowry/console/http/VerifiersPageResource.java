package dev.avowry.console.http;

import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.revocation.Verifier;
import dev.avowry.revocation.Verifiers;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** The resource servers that say what they have applied, and how far each is. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class VerifiersPageResource {
  private final Frames frames;
  private final Verifiers verifiers;
  private final KnownEntries known;

  VerifiersPageResource(Frames frames, Verifiers verifiers, KnownEntries known) {
    this.frames = frames;
    this.verifiers = verifiers;
    this.known = known;
  }

  /**
   * A page of them.
   *
   * @param head the highest entry that is known here
   */
  record VerifiersPage(Page<Verifier> page, long head) {
    /** How many entries it has not acknowledged. */
    public long behind(Verifier verifier) {
      return Math.max(0, head - verifier.acknowledged().map(mark -> mark.seq()).orElse(0L));
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance verifiers(Frame frame, VerifiersPage list);
  }

  /** Lists them. */
  @GET
  @Path("/verifiers")
  @Permission("verifiers.list")
  public Uni<TemplateInstance> list(@RestQuery Optional<String> after) {
    Frame frame = frames.at(Place.VERIFIERS);
    return verifiers
        .page(PageRequest.of(after, Optional.empty()))
        .map(page -> Templates.verifiers(frame, new VerifiersPage(page, known.fence().seq())));
  }
}
