package dev.avowry.console.http;

import dev.avowry.console.AgentNames;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.vault.Exposure;
import dev.avowry.vault.Worklists;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Ids;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Which secrets whoever was stopped knows, and which of them still open something. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class SecretsPageResource {
  private final Frames frames;
  private final Worklists worklists;
  private final AgentNames names;

  SecretsPageResource(Frames frames, Worklists worklists, AgentNames names) {
    this.frames = frames;
    this.worklists = worklists;
    this.names = names;
  }

  /**
   * What is to be replaced.
   *
   * @param way to where one comes from, in words
   * @param back where that is
   * @param here where this page is
   * @param open whether only that is shown of which something is left to do
   */
  record Worklist(
      String way,
      String back,
      String here,
      boolean open,
      Page<Exposure> page,
      Map<NodeId, String> names) {
    /** What agents are called, with commas. */
    public String agents(Exposure exposure) {
      return exposure.agents().stream()
          .map(id -> names.getOrDefault(id, id.toString()))
          .sorted()
          .collect(Collectors.joining(", "));
    }

    /** Where the page is that follows. */
    public Optional<String> next() {
      return page.next().map(after -> "%s?open=%s&after=%s".formatted(here, open, after));
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance secrets(Frame frame, Worklist list);
  }

  /** What follows from an entry of the revocation list. */
  @GET
  @Path("/revocations/{seq}/secrets")
  @Permission("vault.worklist")
  public Uni<TemplateInstance> ofRevocation(
      @RestPath String seq, @RestQuery Optional<String> open, @RestQuery Optional<String> after) {
    Frame frame = frames.at(Place.AGENTS);
    if (!seq.matches("[1-9][0-9]{0,17}")) {
      throw Ids.unknown();
    }
    String back = "/console/revocations/" + seq;
    return worklists
        .ofRevocation(Long.parseLong(seq), isOpen(open), frame.caller(), page(after))
        .chain(found -> page(frame, "To the receipt", back, isOpen(open), found));
  }

  /** What follows if a human, an agent or a delegation is stopped. */
  @GET
  @Path("/nodes/{id}/secrets")
  @Permission("vault.worklist")
  public Uni<TemplateInstance> ofNode(
      @RestPath String id, @RestQuery Optional<String> open, @RestQuery Optional<String> after) {
    Frame frame = frames.at(Place.AGENTS);
    String back = "/console/nodes/" + id;
    return worklists
        .ofNode(Ids.ofPath(id), isOpen(open), frame.caller(), page(after))
        .chain(found -> page(frame, "To the tree", back, isOpen(open), found));
  }

  private Uni<TemplateInstance> page(
      Frame frame, String way, String back, boolean open, Page<Exposure> found) {
    Set<NodeId> agents =
        found.items().stream()
            .flatMap(exposure -> exposure.agents().stream())
            .collect(Collectors.toSet());
    return names
        .of(agents)
        .map(named -> new Worklist(way, back, back + "/secrets", open, found, named))
        .map(list -> Templates.secrets(frame, list));
  }

  private static boolean isOpen(Optional<String> open) {
    return open.map("true"::equals).orElse(false);
  }

  private static PageRequest page(Optional<String> after) {
    return PageRequest.of(after, Optional.empty());
  }
}
