package dev.avowry.console.http;

import dev.avowry.agent.Deaths;
import dev.avowry.console.Roster;
import dev.avowry.console.RosterLine;
import dev.avowry.console.RosterQuery;
import dev.avowry.console.SavedView;
import dev.avowry.console.SavedViews;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;

/** The list of agents, filtered, sorted and paged by the database, and the views kept of it. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class AgentsResource {
  private static final int PAGE = 50;

  /** Beyond, a list is not read by its numbers. */
  private static final long COUNTED = 1_000;

  private final Frames frames;
  private final Reach reach;
  private final Roster roster;
  private final Deaths deaths;
  private final SavedViews views;

  AgentsResource(Frames frames, Reach reach, Roster roster, Deaths deaths, SavedViews views) {
    this.frames = frames;
    this.reach = reach;
    this.roster = roster;
    this.deaths = deaths;
    this.views = views;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance agents(Frame frame, RosterPage page);
  }

  /** Lists those that the human may know of. */
  @GET
  @Path("/agents")
  @Permission("console.read")
  public Uni<TemplateInstance> list(@BeanParam RosterForm form) {
    Frame frame = frames.at(Place.AGENTS);
    RosterQuery query = form.query(reach.limit());
    return roster
        .lines(query, PAGE + 1)
        .chain(lines -> page(frame, query, lines))
        .map(page -> Templates.agents(frame, page));
  }

  private Uni<RosterPage> page(Frame frame, RosterQuery query, List<RosterLine> read) {
    List<RosterLine> lines = read.subList(0, Math.min(PAGE, read.size()));
    Optional<NodeId> next =
        read.size() > PAGE ? Optional.of(lines.getLast().id()) : Optional.empty();
    return Uni.combine()
        .all()
        .unis(
            deaths.of(lines.stream().map(RosterLine::id).toList()),
            roster.count(query, COUNTED),
            views.of(frame.caller().node()))
        .with(
            (dead, total, kept) ->
                new RosterPage(query, RosterForm.address(query), lines, dead, total, next, kept));
  }

  /** Keeps the list as it is filtered and sorted. */
  @POST
  @Path("/agents/views")
  @Permission("console.views")
  public Uni<RestResponse<Void>> keep(
      @RestForm @DefaultValue("") String name, @RestForm @DefaultValue("") String query) {
    NodeId human = frames.at(Place.AGENTS).caller().node();
    return views
        .keep(new SavedView(human, name.strip(), query))
        .replaceWith(() -> RestResponse.seeOther(URI.create(here(query))));
  }

  /** Forgets a view. */
  @POST
  @Path("/agents/views/forget")
  @Permission("console.views")
  public Uni<RestResponse<Void>> forget(@RestForm @DefaultValue("") String name) {
    NodeId human = frames.at(Place.AGENTS).caller().node();
    return views
        .forget(human, name)
        .replaceWith(() -> RestResponse.seeOther(URI.create("/console/agents")));
  }

  private static String here(String query) {
    return query.isEmpty() ? "/console/agents" : "/console/agents?" + query;
  }
}
