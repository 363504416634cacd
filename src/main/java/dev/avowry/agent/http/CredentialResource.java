package dev.avowry.agent.http;

import dev.avowry.agent.Client;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Registry;
import dev.avowry.agent.Successors;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** By what an agent proves itself. One is removed by a revocation, like all authority. */
@Path("/v1/agents/{id}/credentials")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CredentialResource {
  private final Registry registry;
  private final Directory directory;
  private final CurrentCaller caller;
  private final Deaths deaths;
  private final CredentialForms forms;
  private final Successors successors;

  CredentialResource(
      Registry registry,
      Directory directory,
      CurrentCaller caller,
      Deaths deaths,
      CredentialForms forms,
      Successors successors) {
    this.registry = registry;
    this.directory = directory;
    this.caller = caller;
    this.deaths = deaths;
    this.forms = forms;
    this.successors = successors;
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
   * Registers one more credential. An agent may do so for those below it, not for itself: who stole
   * one key could otherwise stay after it was removed. What it may add for itself rides on a key of
   * its own, see {@code POST /v1/me/credentials}.
   */
  @POST
  @Permission("credentials.add")
  public Uni<RestResponse<CredentialView>> add(@RestPath String id, CredentialRequest request) {
    Caller by = caller.get();
    NodeId agent = Ids.ofPath(id);
    NewCredential asked = forms.read(request, by);
    return directory
        .agent(agent)
        .map(found -> Ids.reachable(by, found, client -> above(client, by)))
        .chain(
            () ->
                registry.addCredential(
                    agent,
                    asked.authenticator(),
                    asked.expiresAt(),
                    by.actor().toString(),
                    by.origin()))
        .map(credential -> CredentialView.of(credential, Map.of()).showing(asked.secret()))
        .map(
            view ->
                RestResponse.ResponseBuilder.<CredentialView>created(
                        URI.create("/v1/agents/" + id + "/credentials"))
                    .entity(view)
                    .build());
  }

  /** Says that what an agent has added for itself stands by itself from now on. */
  @POST
  @Path("/{credential}/confirmation")
  @Consumes(MediaType.WILDCARD)
  @Permission("credentials.confirm")
  public Uni<CredentialView> confirm(@RestPath String id, @RestPath String credential) {
    Caller by = caller.get();
    NodeId agent = Ids.ofPath(id);
    CredentialId confirmed = Ids.ofCredential(credential);
    return directory
        .agent(agent)
        .map(found -> Ids.reachable(by, found, client -> above(client, by)))
        .chain(() -> successors.confirm(agent, confirmed, by.actor().toString(), by.origin()))
        .map(stands -> CredentialView.of(stands, Map.of()));
  }

  private static List<NodeId> above(Client client, Caller by) {
    List<NodeId> lineage = client.lineage().ids();
    return by.reachesEverything() ? lineage : lineage.subList(0, lineage.size() - 1);
  }
}
