package dev.avowry.connection.http;

import dev.avowry.connection.Providers;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Taking a provider away: nobody is connected there any more. */
@Path("/v1/providers/{id}")
public class ProviderRemovalResource {
  private final Providers providers;
  private final CurrentCaller caller;

  ProviderRemovalResource(Providers providers, CurrentCaller caller) {
    this.providers = providers;
    this.caller = caller;
  }

  /** Removes it. */
  @DELETE
  @Permission("providers.manage")
  public Uni<Void> remove(@RestPath String id) {
    return providers.remove(ProviderResource.named(id), caller.get());
  }
}
