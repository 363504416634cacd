package dev.avowry.ssf.http;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.ssf.Courier;
import dev.avowry.ssf.SsfConfig;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.http.GuardedClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Posts SETs, and reads no more of an answer than a code fits in. */
@ApplicationScoped
class PushClient implements Courier {
  private static final String SET = "application/secevent+jwt";
  private static final int LONGEST_ANSWER = 4_096;
  private static final int CONNECTIONS_PER_RECEIVER = 2;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;

  /**
   * RFC 8935 §2.4: faults of the event itself. Those of keys and of access are mended at the other
   * side, and the event is tried again.
   */
  private static final Set<String> FOR_GOOD =
      Set.of("invalid_request", "invalid_issuer", "invalid_audience");

  private final GuardedClient client;
  private final Duration timeout;

  PushClient(Vertx vertx, EndpointRule rule, SsfConfig config) {
    this.timeout = config.pushTimeout();
    this.client = new GuardedClient(vertx, rule, timeout, CONNECTIONS_PER_RECEIVER, LONGEST_ANSWER);
  }

  @Override
  public Uni<Answer> post(URI endpoint, Optional<SecretBytes> authorization, String set) {
    return client
        .choose(endpoint)
        .chain(address -> client.post(endpoint, address))
        .invoke(request -> head(request, authorization))
        .chain(request -> exchange(request, set))
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(() -> new Answer.Failed("no answer in time"))
        .onFailure()
        .recoverWithItem(failure -> new Answer.Failed(failure.getClass().getSimpleName()));
  }

  /** Whatever is not a plain yes ends with its connection: nobody keeps us reading. */
  private static Uni<Answer> exchange(HttpClientRequest request, String set) {
    return request
        .send(set)
        .chain(PushClient::read)
        .onTermination()
        .invoke(
            (answer, failure, cancelled) -> {
              if (!(answer instanceof Answer.Taken)) {
                request.reset();
              }
            });
  }

  private static void head(HttpClientRequest request, Optional<SecretBytes> authorization) {
    request.putHeader("Content-Type", SET).putHeader("Accept", "application/json");
    authorization.ifPresent(
        secret ->
            request.putHeader(
                "Authorization", new String(secret.exposeSecret(), StandardCharsets.US_ASCII)));
  }

  private static Uni<Answer> read(HttpClientResponse response) {
    if (response.statusCode() == ACCEPTED) {
      if (!"0".equals(response.getHeader("Content-Length"))) {
        response.request().reset();
      }
      return Uni.createFrom().item(new Answer.Taken());
    }
    return response.statusCode() == BAD_REQUEST
        ? GuardedClient.body(response, LONGEST_ANSWER).map(PushClient::verdict)
        : failed("status " + response.statusCode());
  }

  private static Answer verdict(Buffer body) {
    String error = new JsonObject(body).getString("err", "");
    return FOR_GOOD.contains(error)
        ? new Answer.Refused(error)
        : new Answer.Failed("status " + BAD_REQUEST);
  }

  private static Uni<Answer> failed(String why) {
    return Uni.createFrom().item(new Answer.Failed(why));
  }
}
