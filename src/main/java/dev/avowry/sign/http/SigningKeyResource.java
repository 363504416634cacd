package dev.avowry.sign.http;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Node;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.sign.AgentKey;
import dev.avowry.sign.AgentKeys;
import dev.avowry.sign.KeyDirectory;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Open;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The keys by which is signed for an agent. One is ended by a revocation, like all authority. */
@Path("/v1/agents/{id}/signing-keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SigningKeyResource {
  /** RFC 7517 §8.5.2. */
  private static final String JWK_SET = "application/jwk-set+json";

  private final AgentKeys keys;
  private final KeyDirectory directory;
  private final Directory agents;
  private final CurrentCaller caller;

  SigningKeyResource(
      AgentKeys keys, KeyDirectory directory, Directory agents, CurrentCaller caller) {
    this.keys = keys;
    this.directory = directory;
    this.agents = agents;
    this.caller = caller;
  }

  /**
   * A key on the wire: its public half.
   *
   * @param id as an entry names it
   * @param signs whether new signatures are by it
   * @param inDirectory whether signed requests point to it
   */
  public record SigningKeyView(
      String id,
      String kid,
      String alg,
      Map<String, Object> jwk,
      String state,
      boolean signs,
      boolean inDirectory,
      Instant madeAt,
      Optional<Instant> retiredAt) {
    static SigningKeyView of(AgentKey key) {
      return new SigningKeyView(
          key.id().toString(),
          key.kid(),
          key.jwk().algorithm().joseName(),
          key.jwk().toMap(),
          key.state().name().toLowerCase(Locale.ROOT),
          key.isLive() && key.retiredAt().isEmpty(),
          key.web(),
          key.madeAt(),
          key.retiredAt());
    }
  }

  /** All keys of an agent; there are never more than may be. */
  public record SigningKeys(List<SigningKeyView> items, long total) {}

  /**
   * The body of a rotation.
   *
   * @param alg of the key that is to be replaced
   */
  public record SigningKeyRotation(Optional<String> alg) {}

  /** Lists them, the oldest first. */
  @GET
  @Permission("signingkeys.list")
  public Uni<SigningKeys> list(@RestPath String id) {
    return reachable(id, caller.get())
        .chain(agent -> keys.ofAgent(agent.id()))
        .map(all -> all.stream().map(SigningKeyView::of).toList())
        .map(all -> new SigningKeys(all, all.size()));
  }

  /** Makes another, which signs from now on. */
  @POST
  @Path("/rotate")
  @Permission("signingkeys.rotate")
  public Uni<RestResponse<SigningKeyView>> rotate(
      @RestPath String id, SigningKeyRotation rotation) {
    Caller by = caller.get();
    return reachable(id, by)
        .chain(agent -> keys.rotate(agent, SignRequest.algorithm("alg", rotation.alg()), by))
        .map(SigningKeyView::of)
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }

  /** By what others verify. */
  @GET
  @Path("/jwks")
  @Produces({JWK_SET, MediaType.APPLICATION_JSON})
  @Open("public keys; whoever verifies what an agent has signed has no token of ours")
  public Uni<Response> jwks(@RestPath String id) {
    return directory.ofAgent(node(id)).map(this::answer);
  }

  private Response answer(String jwks) {
    return Response.ok(jwks).header(HttpHeaders.CACHE_CONTROL, directory.caching()).build();
  }

  private Uni<Node> reachable(String id, Caller by) {
    return agents
        .agent(node(id))
        .map(
            found ->
                found
                    .filter(client -> by.reaches(client.lineage().ids()))
                    .map(client -> client.agent().node())
                    .orElseThrow(SigningKeyResource::unknown));
  }

  private static NodeId node(String id) {
    return NodeId.parse(id).orElseThrow(SigningKeyResource::unknown);
  }

  private static RuntimeException unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }
}
