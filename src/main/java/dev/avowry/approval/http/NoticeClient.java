package dev.avowry.approval.http;

import dev.avowry.approval.NoticeCarrier;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.http.GuardedClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClientRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Posts notices, CIBA Core §10.2, and reads no answer but its status. */
@ApplicationScoped
class NoticeClient implements NoticeCarrier {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 2;
  private static final int LONGEST_HEADER = 4_096;

  /** With a body that is not read or with none; whatever redirects has not heard. */
  private static final Set<Integer> HEARD = Set.of(200, 204);

  private final GuardedClient client;

  NoticeClient(Vertx vertx, EndpointRule rule) {
    this.client = new GuardedClient(vertx, rule, TIMEOUT, CONNECTIONS, LONGEST_HEADER);
  }

  @Override
  public Uni<Boolean> tell(URI endpoint, SecretBytes token, SecretBytes authReqId) {
    return client
        .choose(endpoint)
        .chain(address -> client.post(endpoint, address))
        .chain(request -> send(request, text(token), text(authReqId)))
        .ifNoItem()
        .after(TIMEOUT)
        .recoverWithItem(false)
        .onFailure()
        .recoverWithItem(false);
  }

  /** The connection ends with the status: nobody keeps us reading. */
  private static Uni<Boolean> send(HttpClientRequest request, String token, String authReqId) {
    return request
        .putHeader("Authorization", "Bearer " + token)
        .putHeader("Content-Type", "application/json")
        .send(new JsonObject().put("auth_req_id", authReqId).encode())
        .map(response -> HEARD.contains(response.statusCode()))
        .onTermination()
        .invoke(() -> request.reset());
  }

  private static String text(SecretBytes secret) {
    return new String(secret.exposeSecret(), StandardCharsets.US_ASCII);
  }
}
