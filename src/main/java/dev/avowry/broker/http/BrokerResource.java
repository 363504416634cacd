package dev.avowry.broker.http;

import dev.avowry.broker.Asked;
import dev.avowry.broker.Broker;
import dev.avowry.broker.Failure;
import dev.avowry.broker.Reply;
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
import java.util.Base64;
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

  /** What became of it: an answer, or why there is none. */
  public record ReplyView(
      Optional<Integer> status,
      Optional<Map<String, String>> headers,
      Optional<String> body,
      Optional<String> bodyBase64,
      Optional<Boolean> truncated,
      Optional<String> failure,
      Optional<String> detail) {
    static ReplyView of(Reply reply) {
      return switch (reply) {
        case Reply.Answered answered -> of(answered);
        case Reply.Failed(Failure failure) ->
            new ReplyView(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure.code()),
                Optional.of(failure.sentence()));
      };
    }

    private static ReplyView of(Reply.Answered answered) {
      Optional<String> text = answered.text();
      return new ReplyView(
          Optional.of(answered.status()),
          Optional.of(answered.headers()),
          text,
          text.isPresent()
              ? Optional.empty()
              : Optional.of(Base64.getEncoder().encodeToString(answered.body().getBytes())),
          Optional.of(answered.truncated()),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** Sends a request with the secret in it, on record. */
  @POST
  @Permission("vault.use")
  public Uni<ReplyView> send(@RestPath String id, SendRequest request) {
    return broker.send(Ids.ofPath(id), request.toAsked(rule), caller.get()).map(ReplyView::of);
  }
}
