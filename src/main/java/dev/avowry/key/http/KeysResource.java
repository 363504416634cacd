package dev.avowry.key.http;

import dev.avowry.key.Change;
import dev.avowry.key.Duty;
import dev.avowry.key.Keys;
import dev.avowry.key.SigningKey;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /v1/keys}: which keys there are, and a new one on demand. */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class KeysResource {
  private final Keys keys;
  private final CurrentCaller caller;

  @Inject
  KeysResource(Keys keys, CurrentCaller caller) {
    this.keys = keys;
    this.caller = caller;
  }

  /** Every key with its state, the oldest first; there are never more than a few. */
  @GET
  @Permission("keys.list")
  public Uni<KeyList> list() {
    List<KeyDescription> all = keys.all().stream().map(KeyDescription::of).toList();
    return Uni.createFrom().item(new KeyList(all, all.size()));
  }

  /** Makes a new key and says from when on it signs. */
  @POST
  @Path("/rotations")
  @Permission("keys.rotate")
  public Uni<Response> rotate(RotationRequest request) {
    Duty duty = request.requiredDuty();
    Uni<SigningKey> rotated =
        request.isImmediate()
            ? keys.replaceCompromised(duty, cause("compromised"))
            : keys.rotate(duty, cause("on demand"));
    return rotated
        .map(KeyDescription::of)
        .map(key -> Response.status(Response.Status.CREATED).entity(key).build());
  }

  private Change.Cause cause(String reason) {
    Caller current = caller.get();
    return new Change.Cause(current.actor().toString(), reason, current.origin());
  }
}
