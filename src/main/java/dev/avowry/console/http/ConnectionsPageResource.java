package dev.avowry.console.http;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Client;
import dev.avowry.connection.Callback;
import dev.avowry.connection.Connecting;
import dev.avowry.connection.Connection;
import dev.avowry.connection.Connections;
import dev.avowry.connection.Provider;
import dev.avowry.connection.Providers;
import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Ids;
import dev.avowry.web.http.Pages;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Where an agent is connected, and how it comes to be. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class ConnectionsPageResource {
  private final Frames frames;
  private final Reach reach;
  private final Connections connections;
  private final Connecting connecting;
  private final Providers providers;
  private final SignedIn signedIn;

  ConnectionsPageResource(
      Frames frames,
      Reach reach,
      Connections connections,
      Connecting connecting,
      Providers providers,
      SignedIn signedIn) {
    this.frames = frames;
    this.reach = reach;
    this.connections = connections;
    this.connecting = connecting;
    this.providers = providers;
    this.signedIn = signedIn;
  }

  /**
   * What is shown.
   *
   * @param providers at which it may be connected
   */
  record Shelf(Client client, List<Connection> all, List<Provider> providers) {
    /** Where this page is. */
    public String here() {
      return place(client.agent().id());
    }

    /** Whether the human may end or renew it. */
    public boolean isOpen(Connection connection) {
      return switch (connection.state()) {
        case CONNECTED, BROKEN -> true;
        case ENDING, ENDED -> false;
      };
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance connections(Frame frame, Shelf shelf);

    static native TemplateInstance connect(Frame frame, Agent agent, Provider provider);
  }

  /** Shows them. */
  @GET
  @Path("/agents/{id}/connections")
  @Permission("connections.read")
  public Uni<TemplateInstance> show(@RestPath String id) {
    Frame frame = frames.at(Place.AGENTS);
    return reach
        .agent(id)
        .chain(
            client ->
                connections
                    .of(client.agent().id(), frame.caller())
                    .chain(all -> providers.all().map(offered -> new Shelf(client, all, offered))))
        .map(shelf -> Templates.connections(frame, shelf));
  }

  /** Says what will be asked at a provider, and asks whether to go there. */
  @GET
  @Path("/agents/{id}/connections/to/{provider}")
  @Permission("connections.make")
  public Uni<RestResponse<TemplateInstance>> ask(@RestPath String id, @RestPath String provider) {
    Frame frame = frames.at(Place.AGENTS);
    return reach
        .agent(id)
        .chain(
            client ->
                providers
                    .find(provider(provider))
                    .map(found -> page(frame, client.agent(), found)));
  }

  /**
   * A browser heeds the policy of the page also for where its form is led on, which is wherever the
   * provider has humans sign in.
   */
  private static RestResponse<TemplateInstance> page(Frame frame, Agent agent, Provider provider) {
    return RestResponse.ResponseBuilder.ok(Templates.connect(frame, agent, provider))
        .header(
            "Content-Security-Policy",
            Pages.policyLeadingTo(provider.endpoints().authorization().getScheme() + ":"))
        .build();
  }

  /** Leads the browser to a provider. */
  @POST
  @Path("/agents/{id}/connections")
  @Permission("connections.make")
  public Uni<RestResponse<Void>> begin(
      @RestPath String id,
      @RestForm @DefaultValue("") String provider,
      @RestForm @DefaultValue("") String scopes) {
    return connecting
        .begin(
            Ids.ofPath(id),
            provider(provider),
            Typed.words(scopes),
            signedIn.get().id(),
            frames.at(Place.AGENTS).caller())
        .map(uri -> SeeOther.to(uri.toString()));
  }

  /** Takes what the browser brings back from there. */
  @GET
  @Path("/connections/callback/{provider}")
  @Permission("connections.make")
  public Uni<RestResponse<Void>> complete(
      @RestPath String provider,
      @RestQuery Optional<String> state,
      @RestQuery Optional<String> code,
      @RestQuery Optional<String> error,
      @RestQuery Optional<String> iss) {
    return connecting
        .complete(
            new Callback(provider(provider), state, code, error, iss),
            signedIn.get().id(),
            frames.at(Place.AGENTS).caller())
        .map(connection -> SeeOther.to(place(connection.agent())));
  }

  /** Ends one. */
  @POST
  @Path("/agents/{id}/connections/{connection}/end")
  @Permission("connections.end")
  public Uni<RestResponse<Void>> end(@RestPath String id, @RestPath String connection) {
    NodeId agent = Ids.ofPath(id);
    return connections
        .end(
            agent,
            ConnectionId.parse(connection).orElseThrow(Ids::unknown),
            frames.at(Place.AGENTS).caller())
        .replaceWith(() -> SeeOther.to(place(agent)));
  }

  private static ProviderId provider(String id) {
    return ProviderId.parse(id).orElseThrow(Ids::unknown);
  }

  private static String place(NodeId agent) {
    return "/console/agents/" + agent + "/connections";
  }
}
