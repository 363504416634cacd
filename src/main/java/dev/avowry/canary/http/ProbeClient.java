package dev.avowry.canary.http;

import dev.avowry.canary.Probe;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.http.GuardedClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Posts nothing but a token, and reads no more of an answer than an entry's number and two times
 * take.
 */
@ApplicationScoped
class ProbeClient implements Probe {
  private static final int LONGEST_ANSWER = 1_024;
  private static final int LONGEST_HEADER = 4_096;

  /** Many verifiers may stand behind one. */
  private static final int CONNECTIONS_PER_ADDRESS = 32;

  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;

  private final GuardedClient client;

  ProbeClient(Vertx vertx, EndpointRule rule) {
    this.client = new GuardedClient(vertx, rule, PATIENCE, CONNECTIONS_PER_ADDRESS, LONGEST_HEADER);
  }

  @Override
  public Uni<Line> to(URI endpoint) {
    return client.choose(endpoint).map(address -> token -> ask(endpoint, address, token));
  }

  private Uni<Answer> ask(URI endpoint, InetAddress address, String token) {
    return client
        .post(endpoint, address)
        .invoke(request -> request.putHeader("Authorization", "Bearer " + token))
        .chain(ProbeClient::exchange)
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(() -> new Answer.Unclear("no answer in time"))
        .onFailure()
        .recoverWithItem(failure -> new Answer.Unclear(failure.getClass().getSimpleName()));
  }

  /** Whatever is neither yes nor no ends with its connection: nobody keeps us reading. */
  private static Uni<Answer> exchange(HttpClientRequest request) {
    return request
        .send()
        .chain(ProbeClient::read)
        .onTermination()
        .invoke(
            (answer, failure, cancelled) -> {
              if (answer == null || answer instanceof Answer.Unclear) {
                request.reset();
              }
            });
  }

  private static Uni<Answer> read(HttpClientResponse response) {
    return switch (response.statusCode()) {
      case NO_CONTENT -> Uni.createFrom().item(new Answer.Live());
      case UNAUTHORIZED ->
          GuardedClient.body(response, LONGEST_ANSWER).map(body -> new Answer.Dead(told(body)));
      default -> Uni.createFrom().item(new Answer.Unclear("status " + response.statusCode()));
    };
  }

  /** A refusal is one whatever stands in its body. */
  private static Optional<Told> told(Buffer body) {
    try {
      JsonObject json = new JsonObject(body);
      return Optional.ofNullable(json.getLong("received_us"))
          .flatMap(
              received ->
                  Optional.ofNullable(json.getLong("applied_us"))
                      .map(
                          applied ->
                              new Told(
                                  json.getLong("seq", 0L), micros(received), micros(applied))));
    } catch (DecodeException | ClassCastException | ArithmeticException nonsense) {
      return Optional.empty();
    }
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
