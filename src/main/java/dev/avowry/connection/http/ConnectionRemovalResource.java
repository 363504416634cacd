package dev.avowry.connection.http;

import dev.avowry.connection.Connections;
import dev.avowry.kernel.ConnectionId;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Ending a connection. */
@Path("/v1/agents/{id}/connections/{connection}")
public class ConnectionRemovalResource {
  private final Connections connections;
  private final CurrentCaller caller;

  ConnectionRemovalResource(Connections connections, CurrentCaller caller) {
    this.connections = connections;
    this.caller = caller;
  }

  /** Ends it. */
  @DELETE
  @Permission("connections.end")
  public Uni<Void> end(@RestPath String id, @RestPath String connection) {
    return connections.end(
        Ids.ofPath(id), ConnectionId.parse(connection).orElseThrow(Ids::unknown), caller.get());
  }
}
