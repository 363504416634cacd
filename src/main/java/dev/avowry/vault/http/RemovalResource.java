package dev.avowry.vault.http;

import dev.avowry.vault.Removals;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Taking what is in the vault from everybody, or from somebody. Idempotent. */
@Path("/v1/vault/{id}")
public class RemovalResource {
  private final Removals removals;
  private final CurrentCaller caller;

  RemovalResource(Removals removals, CurrentCaller caller) {
    this.removals = removals;
    this.caller = caller;
  }

  /** Removes a secret and destroys it, or closes a folder. */
  @DELETE
  @Permission("vault.write")
  public Uni<Void> remove(@RestPath String id) {
    return removals.remove(Ids.ofPath(id), caller.get());
  }

  /** Takes somebody's access away. */
  @DELETE
  @Path("/grants/{grant}")
  @Permission("vault.grant")
  public Uni<Void> withdraw(@RestPath String id, @RestPath String grant) {
    return removals.withdraw(Ids.ofPath(id), Ids.ofPath(grant), caller.get());
  }
}
