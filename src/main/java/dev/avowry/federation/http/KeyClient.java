package dev.avowry.federation.http;

import dev.avowry.federation.FederationConfig;
import dev.avowry.federation.KeySource;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.http.GuardedClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Fetches keys and metadata: plain answers of a bounded length, from public addresses only. */
@ApplicationScoped
class KeyClient implements KeySource {
  /** A hundred keys of 4096 bits with their certificates would be longer; nobody has those. */
  private static final int LONGEST_ANSWER = 64 * 1024;

  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int CONNECTIONS_PER_ISSUER = 2;
  private static final int OK = 200;

  private final GuardedClient client;
  private final Duration timeout;

  KeyClient(Vertx vertx, EndpointRule rule, FederationConfig config) {
    this.timeout = config.fetchTimeout();
    this.client = new GuardedClient(vertx, rule, timeout, CONNECTIONS_PER_ISSUER, LONGEST_HEADER);
  }

  @Override
  public Uni<String> fetch(URI address) {
    return client
        .choose(address)
        .chain(chosen -> client.get(address, chosen))
        .chain(KeyClient::exchange)
        .ifNoItem()
        .after(timeout)
        .fail();
  }

  /** Whatever is not a plain answer ends with its connection: nobody keeps us reading. */
  private static Uni<String> exchange(HttpClientRequest request) {
    return request
        .putHeader("Accept", "application/json, application/jwk-set+json")
        .send()
        .chain(KeyClient::read)
        .onTermination()
        .invoke(
            (text, failure, cancelled) -> {
              if (text == null) {
                request.reset();
              }
            });
  }

  private static Uni<String> read(HttpClientResponse response) {
    return response.statusCode() == OK
        ? GuardedClient.body(response, LONGEST_ANSWER)
            .map(body -> body.toString(StandardCharsets.UTF_8))
        : Uni.createFrom().failure(new IllegalStateException("status " + response.statusCode()));
  }
}
