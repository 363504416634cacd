package dev.avowry.token.http;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the caller is. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  private final CurrentCaller caller;
  private final Directory directory;

  MeResource(CurrentCaller caller, Directory directory) {
    this.caller = caller;
    this.directory = directory;
  }

  /**
   * The caller, as its token and the registry tell.
   *
   * @param agent absent when a human calls
   */
  public record MeView(
      Optional<MyAgent> agent,
      String node,
      String subject,
      String sponsor,
      List<String> path,
      List<String> scopes,
      MyToken token) {}

  /**
   * The agent that acts.
   *
   * @param authorizationDetails what its tokens may carry at the most; absent when any
   */
  public record MyAgent(
      String id,
      String name,
      String kind,
      String purpose,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    static MyAgent of(Client client) {
      Agent agent = client.agent();
      return new MyAgent(
          agent.id().toString(),
          agent.name(),
          agent.kind().code(),
          agent.purpose(),
          client.lineage().effective().authorizationDetails().view());
    }
  }

  /** The token that was used. */
  public record MyToken(String jti, Instant expiresAt) {}

  /** Says who the caller is. */
  @GET
  @Permission("me.read")
  public Uni<MeView> me() {
    Caller by = caller.get();
    return directory.agent(by.actor()).map(found -> view(by, found));
  }

  private static MeView view(Caller by, Optional<Client> agent) {
    return new MeView(
        agent.map(MyAgent::of),
        by.node().toString(),
        by.subject().toString(),
        by.sponsor().toString(),
        by.path(),
        by.scopes().stream().sorted().toList(),
        new MyToken(by.requireToken().value(), by.expiresAt()));
  }
}
