package dev.avowry.broker.http;

import dev.avowry.broker.Asked;
import dev.avowry.broker.Broker;
import dev.avowry.broker.ReplyView;
import dev.avowry.vault.Call;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Requests with a secret in them. */
@Path("/v1/vault/{id}/request")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BrokerResource {
  private final Broker broker;
  private final EndpointRule rule;
  private final CurrentCaller caller;

  BrokerResource(Broker broker, EndpointRule rule, CurrentCaller caller) {
    this.broker = broker;
    this.rule = rule;
    this.caller = caller;
  }

  /** A request that is to be sent. */
  public record SendRequest(
      String method, String url, Optional<Map<String, String>> headers, Optional<String> body) {
    Asked toAsked(EndpointRule rule) {
      return new Asked(Call.of(method, url, rule), headers.orElse(Map.of()), body);
    }
  }

  /** Sends a request with the secret in it, on record. */
  @POST
  @Permission("vault.use")
  public Uni<ReplyView> send(@RestPath String id, SendRequest request) {
    return broker.send(Ids.ofPath(id), request.toAsked(rule), caller.get()).map(ReplyView::of);
  }
}
