package dev.avowry.console.http;

import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Sponsor;
import dev.avowry.console.Branches;
import dev.avowry.console.Lent;
import dev.avowry.console.LentStore;
import dev.avowry.console.Roster;
import dev.avowry.console.RosterLine;
import dev.avowry.console.RosterQuery;
import dev.avowry.console.Twig;
import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.Departure;
import dev.avowry.sponsorship.Departures;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;

/** One human who answers, and for whom; the one who looks at it among them. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class SponsorResource {
  private static final int SHOWN = 20;

  private final Frames frames;
  private final Reach reach;
  private final Roster roster;
  private final Branches branches;
  private final Deaths deaths;
  private final LentStore lent;
  private final Departures departures;
  private final Clock clock;

  SponsorResource(
      Frames frames,
      Reach reach,
      Roster roster,
      Branches branches,
      Deaths deaths,
      LentStore lent,
      Departures departures,
      Clock clock) {
    this.frames = frames;
    this.reach = reach;
    this.roster = roster;
    this.branches = branches;
    this.deaths = deaths;
    this.lent = lent;
    this.departures = departures;
    this.clock = clock;
  }

  /**
   * A human, the latest of their agents, what they have lent to whose agents ever, and how they
   * left.
   */
  record SponsorPage(
      Sponsor sponsor,
      Twig twig,
      List<RosterLine> agents,
      Map<NodeId, Death> deaths,
      List<Lent> lent,
      Optional<Departure> departure) {
    /** What their agents have above them: who may do something to them may do it to each. */
    public List<NodeId> lineage() {
      return List.of(sponsor.id());
    }

    /** Whether authority flows through them, in a word. */
    public String state() {
      return state(sponsor.id());
    }

    /** Whether authority flows through one of their agents, in a word. */
    public String state(RosterLine line) {
      return state(line.id());
    }

    private String state(NodeId id) {
      return Shown.effective(Optional.ofNullable(deaths.get(id)));
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance sponsor(Frame frame, SponsorPage page, boolean own);
  }

  /** Who looks at it, and their agents. */
  @GET
  @Path("/mine")
  @Permission("console.read")
  public Uni<TemplateInstance> mine() {
    Frame frame = frames.at(Place.MINE);
    return read(frame.caller().node().toString()).map(page -> Templates.sponsor(frame, page, true));
  }

  /** Any human that the one who asks may know of. */
  @GET
  @Path("/sponsors/{id}")
  @Permission("console.read")
  public Uni<TemplateInstance> sponsor(@RestPath String id) {
    Frame frame = frames.at(Place.SPONSORS);
    return read(id).map(page -> Templates.sponsor(frame, page, false));
  }

  private Uni<SponsorPage> read(String id) {
    return reach
        .sponsor(id)
        .chain(
            sponsor ->
                roster.lines(of(sponsor.id()), SHOWN).chain(agents -> page(sponsor, agents)));
  }

  private Uni<SponsorPage> page(Sponsor sponsor, List<RosterLine> agents) {
    List<NodeId> all =
        Stream.concat(Stream.of(sponsor.id()), agents.stream().map(RosterLine::id)).toList();
    return Uni.combine()
        .all()
        .unis(
            branches.nodes(List.of(sponsor.id())),
            deaths.of(all),
            lent.of(sponsor.id(), clock.instant(), SHOWN),
            departures.of(sponsor.id()))
        .with(
            (twigs, dead, grants, departure) ->
                new SponsorPage(sponsor, twigs.getFirst(), agents, dead, grants, departure));
  }

  private static RosterQuery of(NodeId sponsor) {
    return new RosterQuery(
        Optional.of(sponsor),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RosterQuery.Sort.NEWEST,
        Optional.empty());
  }
}
