package dev.avowry.agent.http;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentFilter;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.Client;
import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Directory;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.Registered;
import dev.avowry.agent.Registry;
import dev.avowry.agent.SponsoredAgents;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Agents: registered by an administrator under a sponsor, or by an agent below itself. */
@Path("/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentResource {
  private final Registry registry;
  private final SponsoredAgents sponsored;
  private final Directory directory;
  private final CurrentCaller caller;
  private final Deaths deaths;
  private final EndpointRule rule;

  AgentResource(
      Registry registry,
      SponsoredAgents sponsored,
      Directory directory,
      CurrentCaller caller,
      Deaths deaths,
      EndpointRule rule) {
    this.registry = registry;
    this.sponsored = sponsored;
    this.directory = directory;
    this.caller = caller;
    this.deaths = deaths;
    this.rule = rule;
  }

  /** Registers an agent. With an agent's own token the parent is the caller. */
  @POST
  @Permission("agents.register")
  public Uni<RestResponse<AgentView>> register(AgentRequest request) {
    Caller by = caller.get();
    boolean choosesSponsor = by.isSponsor() || (by.isAdmin() && request.sponsor().isPresent());
    return choosesSponsor
        ? underSponsor(request, by).chain(this::withDeaths)
        : belowCaller(request, by).map(registered -> created(registered, Map.of()));
  }

  /** It may wait for its sponsor's word, or they for their own. */
  private Uni<RestResponse<AgentView>> withDeaths(Registered registered) {
    return deaths.of(List.of(registered.agent().id())).map(dead -> created(registered, dead));
  }

  private Uni<Registered> underSponsor(AgentRequest request, Caller by) {
    return sponsored.register(
        request.sponsor().map(id -> Ids.ofMember("sponsor", id)), request.toNewAgent(rule), by);
  }

  private Uni<Registered> belowCaller(AgentRequest request, Caller by) {
    if (request.sponsor().isPresent()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "sponsor cannot be chosen by an agent: a sub-agent has its parent's sponsor");
    }
    return registry.registerBelow(
        by.node(), request.toNewAgent(rule), by.actor().toString(), by.origin());
  }

  private static RestResponse<AgentView> created(Registered registered, Map<NodeId, Death> dead) {
    AgentView view =
        AgentView.of(
            registered.agent(), CredentialView.all(registered.credentials(), Map.of()), dead);
    return RestResponse.ResponseBuilder.<AgentView>created(URI.create("/v1/agents/" + view.id()))
        .entity(view)
        .build();
  }

  /** Lists agents: all to who may see all, those below themselves to everybody else. */
  @GET
  @Permission("agents.list")
  public Uni<PageView<AgentView>> list(
      @RestQuery Optional<String> sponsor,
      @RestQuery Optional<String> kind,
      @RestQuery Optional<String> state,
      @RestQuery Optional<String> name,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    Caller by = caller.get();
    AgentFilter filter =
        new AgentFilter(
            by.limit(),
            sponsor.map(id -> Ids.ofMember("sponsor", id)),
            kind.map(AgentResource::kind),
            state.map(AgentResource::state),
            name);
    return directory
        .agents(filter, PageRequest.of(after, limit))
        .chain(
            page ->
                deaths
                    .of(page.items().stream().map(Agent::id).toList())
                    .map(dead -> PageView.of(page, agent -> AgentView.of(agent, dead))));
  }

  /** Shows one agent with its credentials and its effective state. */
  @GET
  @Path("/{id}")
  @Permission("agents.read")
  public Uni<AgentView> read(@RestPath String id) {
    Caller by = caller.get();
    return directory
        .agent(Ids.ofPath(id))
        .map(found -> Ids.reachable(by, found, client -> client.lineage().ids()))
        .chain(this::view);
  }

  private Uni<AgentView> view(Client client) {
    NodeId id = client.agent().id();
    return Uni.combine()
        .all()
        .unis(deaths.of(List.of(id)), deaths.ofCredentials(id))
        .with(
            (dead, deadKeys) ->
                AgentView.of(
                    client.agent(), CredentialView.all(client.credentials(), deadKeys), dead));
  }

  private static AgentKind kind(String code) {
    return AgentKind.named(code)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST,
                    "kind must be one of ai_agent, service, workload, ci, bot"));
  }

  private static NodeState state(String code) {
    return Arrays.stream(NodeState.values())
        .filter(state -> state.name().equalsIgnoreCase(code))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST, "state must be one of live, suspended, revoked"));
  }
}
