package dev.avowry.connection.http;

import dev.avowry.connection.Connection;
import dev.avowry.connection.Connections;
import dev.avowry.connection.Fault;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Where an agent is connected. A human connects it, by a page. */
@Path("/v1/agents/{id}/connections")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionResource {
  private final Connections connections;
  private final CurrentCaller caller;

  ConnectionResource(Connections connections, CurrentCaller caller) {
    this.connections = connections;
    this.caller = caller;
  }

  /** A connection on the wire. */
  public record ConnectionView(
      String id,
      String agent,
      String provider,
      String providerName,
      String secret,
      List<String> scopes,
      String state,
      boolean refreshes,
      Optional<String> fault,
      Optional<Instant> expiresAt,
      String connectedBy,
      Instant connectedAt) {
    static ConnectionView of(Connection connection) {
      return new ConnectionView(
          connection.id().toString(),
          connection.agent().toString(),
          connection.provider().toString(),
          connection.providerName(),
          connection.secret().toString(),
          connection.scopes(),
          connection.state().code(),
          connection.refreshes(),
          connection.fault().map(Fault::code),
          connection.expiresAt(),
          connection.connectedBy().toString(),
          connection.connectedAt());
    }
  }

  /** All of them. */
  public record ConnectionList(List<ConnectionView> items) {}

  /** Lists those that are not ended, the oldest first. */
  @GET
  @Permission("connections.read")
  public Uni<ConnectionList> list(@RestPath String id) {
    return connections
        .of(Ids.ofPath(id), caller.get())
        .map(all -> new ConnectionList(all.stream().map(ConnectionView::of).toList()));
  }
}
