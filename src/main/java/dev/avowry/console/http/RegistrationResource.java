package dev.avowry.console.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.SponsoredAgents;
import dev.avowry.kernel.Refused;
import dev.avowry.web.Caller;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Registers an agent by a form. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class RegistrationResource {
  private final Frames frames;
  private final SponsoredAgents sponsored;
  private final EndpointRule rule;

  RegistrationResource(Frames frames, SponsoredAgents sponsored, EndpointRule rule) {
    this.frames = frames;
    this.sponsored = sponsored;
    this.rule = rule;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance newAgent(
        Frame frame, AgentForm form, List<AgentKind> kinds, Optional<String> problem);
  }

  /** Asks for one to be registered. */
  @GET
  @Path("/agents/new")
  @Permission("agents.register")
  public TemplateInstance ask(@RestQuery Optional<String> sponsor) {
    AgentForm form = new AgentForm();
    form.sponsor = sponsor.orElse("");
    return page(form, Optional.empty());
  }

  /** Registers one below a human. */
  @POST
  @Path("/agents/new")
  @Permission("agents.register")
  public Uni<Response> register(@BeanParam AgentForm form) {
    Caller by = frames.at(Place.AGENTS).caller();
    return Uni.createFrom()
        .deferred(
            () -> sponsored.register(Optional.of(form.sponsorId()), form.toNewAgent(rule), by))
        .map(made -> Response.seeOther(URI.create("/console/agents/" + made.agent().id())).build())
        .onFailure(Refused.class)
        .recoverWithUni(refused -> Refusals.page(refused, why -> page(form, Optional.of(why))));
  }

  private TemplateInstance page(AgentForm form, Optional<String> problem) {
    return Templates.newAgent(frames.at(Place.AGENTS), form, List.of(AgentKind.values()), problem);
  }
}
