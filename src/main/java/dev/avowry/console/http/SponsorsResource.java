package dev.avowry.console.http;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Directory;
import dev.avowry.agent.NewSponsor;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.Sponsorships;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Refused;
import dev.avowry.web.Caller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The humans who answer. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class SponsorsResource {
  private final Frames frames;
  private final Directory directory;
  private final Deaths deaths;
  private final Sponsorships sponsorships;

  SponsorsResource(Frames frames, Directory directory, Deaths deaths, Sponsorships sponsorships) {
    this.frames = frames;
    this.directory = directory;
    this.deaths = deaths;
    this.sponsorships = sponsorships;
  }

  /** A page of them. */
  record SponsorsPage(Page<Sponsor> page, Map<NodeId, Death> deaths) {
    /** Whether authority flows, in a word. */
    public String state(Sponsor sponsor) {
      return Shown.effective(Optional.ofNullable(deaths.get(sponsor.id())));
    }
  }

  /** What was typed, and what was wrong with it. */
  record SponsorForm(String name, String email, Optional<String> problem) {}

  /** Somebody who was asked whether they answer, and by what they say so. */
  record Invitation(Sponsor sponsor, Sponsorships.Invited invited) {}

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance sponsors(Frame frame, SponsorsPage list);

    static native TemplateInstance newSponsor(Frame frame, SponsorForm form);

    static native TemplateInstance invited(Frame frame, Invitation invitation);
  }

  /** Lists them in order of registration. */
  @GET
  @Path("/sponsors")
  @Permission("sponsors.list")
  public Uni<TemplateInstance> list(@RestQuery Optional<String> after) {
    Frame frame = frames.at(Place.SPONSORS);
    return directory
        .sponsors(PageRequest.of(after, Optional.empty()))
        .chain(
            page ->
                deaths
                    .of(page.items().stream().map(Sponsor::id).toList())
                    .map(dead -> Templates.sponsors(frame, new SponsorsPage(page, dead))));
  }

  /** Asks for one to be registered. */
  @GET
  @Path("/sponsors/new")
  @Permission("sponsors.register")
  public TemplateInstance ask() {
    return Templates.newSponsor(
        frames.at(Place.SPONSORS), new SponsorForm("", "", Optional.empty()));
  }

  /** Registers one. */
  @POST
  @Path("/sponsors/new")
  @Permission("sponsors.register")
  public Uni<Response> register(
      @RestForm @DefaultValue("") String name, @RestForm @DefaultValue("") String email) {
    Frame frame = frames.at(Place.SPONSORS);
    Caller by = frame.caller();
    return Uni.createFrom()
        .deferred(
            () ->
                sponsorships.begin(
                    newSponsor(name, email),
                    false,
                    by.actor().toString(),
                    by.sponsor(),
                    by.origin()))
        .chain(begun -> done(frame, begun))
        .onFailure(Refused.class)
        .recoverWithUni(
            refused ->
                Refusals.page(
                    refused,
                    why ->
                        Templates.newSponsor(
                            frame, new SponsorForm(name, email, Optional.of(why)))));
  }

  /** Where it takes their own word, what they accept is shown this once. */
  private static Uni<Response> done(Frame frame, Sponsorships.Begun begun) {
    return begun
        .invited()
        .map(
            invited ->
                Templates.invited(frame, new Invitation(begun.sponsor(), invited))
                    .createUni()
                    .map(page -> Response.ok(page).build()))
        .orElseGet(
            () ->
                Uni.createFrom()
                    .item(
                        Response.seeOther(URI.create("/console/sponsors/" + begun.sponsor().id()))
                            .build()));
  }

  private static NewSponsor newSponsor(String name, String email) {
    return new NewSponsor(
        name.strip(), email.strip(), Optional.empty(), Optional.empty(), Ceiling.ofSponsor());
  }
}
