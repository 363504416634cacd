package dev.avowry.authn.http;

import dev.avowry.agent.Credential;
import dev.avowry.authn.Succession;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;

/** Keys that an agent adds for itself. */
@Path("/v1/me/credentials")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuccessorResource {
  private final Succession succession;
  private final CurrentCaller caller;

  SuccessorResource(Succession succession, CurrentCaller caller) {
    this.succession = succession;
    this.caller = caller;
  }

  /**
   * The body of {@code POST}.
   *
   * @param clientAssertion signed with the old key
   * @param proof signed with the new key
   */
  public record SuccessorRequest(String clientAssertion, String proof) {
    /** Shows neither. */
    @Override
    public String toString() {
      return "SuccessorRequest[redacted]";
    }
  }

  /**
   * The key that was added.
   *
   * @param ridesOn the credential that it ends with, until it is confirmed
   */
  public record SuccessorView(String id, String thumbprint, String ridesOn, Instant createdAt) {
    static SuccessorView of(Credential credential) {
      return new SuccessorView(
          credential.id().toString(),
          credential.authenticator().thumbprint(),
          credential.ridesOn().orElseThrow().toString(),
          credential.createdAt());
    }
  }

  /** Adds one. */
  @POST
  @Permission("credentials.succeed")
  public Uni<RestResponse<SuccessorView>> add(SuccessorRequest request) {
    Caller by = caller.get();
    requireItself(by);
    return succession
        .add(by.actor(), request.clientAssertion(), request.proof(), by.origin())
        .map(SuccessorView::of)
        .map(view -> created(view, by));
  }

  /** Authority that was lent gives no key. */
  private static void requireItself(Caller by) {
    if (!by.subject().equals(by.actor()) || !by.node().equals(by.actor())) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "an agent adds a key with a token of its own, unexchanged");
    }
  }

  private static RestResponse<SuccessorView> created(SuccessorView view, Caller by) {
    URI list = URI.create("/v1/agents/" + by.actor() + "/credentials");
    return RestResponse.ResponseBuilder.<SuccessorView>created(list).entity(view).build();
  }
}
