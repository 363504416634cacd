package dev.avowry.console.http;

import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.console.Branches;
import dev.avowry.console.Picture;
import dev.avowry.console.Twig;
import dev.avowry.kernel.NodeId;
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
import org.jboss.resteasy.reactive.RestQuery;

/** The tree of authority below a node: as a picture, and as a list for who sees no pictures. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class TreeResource {
  private final Frames frames;
  private final Reach reach;
  private final Picture picture;
  private final Branches branches;
  private final Deaths deaths;

  TreeResource(Frames frames, Reach reach, Picture picture, Branches branches, Deaths deaths) {
    this.frames = frames;
    this.reach = reach;
    this.picture = picture;
    this.branches = branches;
    this.deaths = deaths;
  }

  /**
   * A node and where it stands.
   *
   * @param above those from the human down to it, it included
   * @param death why no authority flows through it; empty where it does
   */
  record Spot(Twig twig, Node node, List<Twig> above, Optional<Death> death) {
    /** Whether authority flows, in a word. */
    public String state() {
      return Shown.effective(death);
    }

    /** Its id with those of all that is above it. */
    public List<NodeId> lineage() {
      return above.stream().map(Twig::id).toList();
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance tree(Frame frame, Spot spot, Outline outline);

    static native TemplateInstance tree$branch(Outline outline);

    static native TemplateInstance tree$facts(Frame frame, Spot spot);
  }

  /** The page. */
  @GET
  @Path("/nodes/{id}")
  @Permission("console.read")
  public Uni<TemplateInstance> tree(@RestPath String id) {
    Frame frame = frames.at(Place.AGENTS);
    return reach
        .node(id)
        .chain(
            lineage ->
                spot(lineage)
                    .chain(
                        spot ->
                            picture
                                .below(spot.node().id(), Optional.empty())
                                .map(piece -> Outline.below(spot.node().id(), piece))
                                .map(outline -> Templates.tree(frame, spot, outline))));
  }

  /** What is to be known of the node at a glance. */
  @GET
  @Path("/nodes/{id}/facts")
  @Permission("console.read")
  public Uni<TemplateInstance> facts(@RestPath String id) {
    Frame frame = frames.at(Place.AGENTS);
    return reach.node(id).chain(this::spot).map(spot -> Templates.tree$facts(frame, spot));
  }

  /** The next children of the node, for the list. */
  @GET
  @Path("/nodes/{id}/branch")
  @Permission("console.read")
  public Uni<TemplateInstance> branch(@RestPath String id, @RestQuery Optional<String> after) {
    return reach
        .node(id)
        .map(lineage -> lineage.node().id())
        .chain(
            parent ->
                picture
                    .below(parent, after.flatMap(NodeId::parse))
                    .map(piece -> Templates.tree$branch(Outline.below(parent, piece))));
  }

  /** A piece of the picture: around the node, its next children, or what has a name. */
  @GET
  @Path("/nodes/{id}/piece")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("console.read")
  public Uni<PieceView> piece(
      @RestPath String id,
      @RestQuery Optional<String> below,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> name) {
    return reach
        .node(id)
        .map(lineage -> lineage.node().id())
        .chain(
            root ->
                name.map(text -> picture.named(root, text))
                    .orElseGet(
                        () ->
                            below.isPresent()
                                ? picture.below(root, after.flatMap(NodeId::parse))
                                : picture.around(root)))
        .map(PieceView::of);
  }

  private Uni<Spot> spot(Lineage lineage) {
    NodeId id = lineage.node().id();
    return Uni.combine()
        .all()
        .unis(branches.nodes(lineage.ids()), deaths.of(List.of(id)))
        .with(
            (twigs, dead) -> {
              List<Twig> above =
                  lineage.ids().stream()
                      .flatMap(each -> twigs.stream().filter(twig -> twig.id().equals(each)))
                      .toList();
              return new Spot(
                  above.getLast(), lineage.node(), above, Optional.ofNullable(dead.get(id)));
            });
  }
}
