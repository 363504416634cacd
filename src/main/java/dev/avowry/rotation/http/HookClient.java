package dev.avowry.rotation.http;

import dev.avowry.rotation.Hook;
import dev.avowry.rotation.RotationConfig;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Posts to webhooks, and reads no more of an answer than a version has. */
@ApplicationScoped
class HookClient implements Hook {
  private static final String SET = "application/secevent+jwt";
  private static final int CONNECTIONS = 2;
  private static final int LONGEST_HEADER = 4_096;
  private static final int LONGEST_ANSWER = 64 * 1_024;
  private static final int OK = 200;

  private final GuardedClient client;
  private final Duration timeout;

  HookClient(Vertx vertx, EndpointRule rule, RotationConfig config) {
    this.timeout = config.timeout();
    this.client = new GuardedClient(vertx, rule, timeout, CONNECTIONS, LONGEST_HEADER);
  }

  @Override
  public Uni<Answer> ask(URI endpoint, String order, String key) {
    return client
        .choose(endpoint)
        .chain(address -> client.post(endpoint, address))
        .chain(request -> exchange(request, order, key))
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(new Answer.Unreachable())
        .onFailure()
        .recoverWithItem(new Answer.Unreachable());
  }

  /** The connection ends with the answer: what is secret lies in none that is kept. */
  private static Uni<Answer> exchange(HttpClientRequest request, String order, String key) {
    return request
        .putHeader("Content-Type", SET)
        .putHeader("Accept", "application/json")
        .putHeader("Idempotency-Key", '"' + key + '"')
        .send(order)
        .chain(HookClient::read)
        .onTermination()
        .invoke(() -> request.reset());
  }

  private static Uni<Answer> read(HttpClientResponse response) {
    if (response.statusCode() == OK) {
      return GuardedClient.body(response, LONGEST_ANSWER).map(HookClient::answer);
    }
    response.exceptionHandler(unread -> {});
    return Uni.createFrom().item(new Answer.Nothing());
  }

  /** Its parser's complaints would have what is secret in them. */
  private static Answer answer(Buffer body) {
    try {
      Map<String, String> fields = new HashMap<>();
      JsonObject given = new JsonObject(body).getJsonObject("fields");
      given.fieldNames().forEach(name -> fields.put(name, (String) given.getValue(name)));
      return new Answer.Made(fields);
    } catch (RuntimeException senseless) {
      return new Answer.Nothing();
    }
  }
}
