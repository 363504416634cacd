package dev.avowry.agent.http;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.Client;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Registry;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** By what an agent proves itself. A credential is removed by a revocation, like all authority. */
@Path("/v1/agents/{id}/credentials")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CredentialResource {
  private final Registry registry;
  private final Directory directory;
  private final CurrentCaller caller;
  private final Deaths deaths;

  CredentialResource(Registry registry, Directory directory, CurrentCaller caller, Deaths deaths) {
    this.registry = registry;
    this.directory = directory;
    this.caller = caller;
    this.deaths = deaths;
  }

  /** Lists the credentials, oldest first. */
  @GET
  @Permission("credentials.list")
  public Uni<PageView<CredentialView>> list(@RestPath String id) {
    Caller by = caller.get();
    return directory
        .agent(Ids.ofPath(id))
        .map(found -> Ids.reachable(by, found, client -> client.lineage().ids()))
        .map(Client::credentials)
        .chain(
            all -> deaths.ofCredentials(Ids.ofPath(id)).map(dead -> CredentialView.all(all, dead)))
        .map(all -> new PageView<>(all, all.size(), Optional.empty()));
  }

  /**
   * Registers one more. An agent may do so for those below it, not for itself: who stole one key
   * could otherwise stay after it was removed.
   */
  @POST
  @Permission("credentials.add")
  public Uni<RestResponse<CredentialView>> add(@RestPath String id, CredentialRequest request) {
    Caller by = caller.get();
    NodeId agent = Ids.ofPath(id);
    Authenticator authenticator = request.toAuthenticator();
    return directory
        .agent(agent)
        .map(found -> Ids.reachable(by, found, client -> above(client, by)))
        .chain(
            () ->
                registry.addCredential(
                    agent, authenticator, Optional.empty(), by.actor().toString(), by.origin()))
        .map(credential -> CredentialView.of(credential, Map.of()))
        .map(
            view ->
                RestResponse.ResponseBuilder.<CredentialView>created(
                        URI.create("/v1/agents/" + id + "/credentials"))
                    .entity(view)
                    .build());
  }

  private static List<NodeId> above(Client client, Caller by) {
    List<NodeId> lineage = client.lineage().ids();
    return by.isAdmin() ? lineage : lineage.subList(0, lineage.size() - 1);
  }
}
