package dev.avowry.rotation.http;

import dev.avowry.rotation.Rotators;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Taking a rotator from a secret. Idempotent. */
@Path("/v1/vault/{id}/rotator")
public class RotatorRemovalResource {
  private final Rotators rotators;
  private final CurrentCaller caller;

  RotatorRemovalResource(Rotators rotators, CurrentCaller caller) {
    this.rotators = rotators;
    this.caller = caller;
  }

  /** Removes it. */
  @DELETE
  @Permission("vault.write")
  public Uni<Void> remove(@RestPath String id) {
    return rotators.remove(Ids.ofPath(id), caller.get());
  }
}
