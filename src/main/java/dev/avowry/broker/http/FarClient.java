package dev.avowry.broker.http;

import dev.avowry.broker.Failure;
import dev.avowry.broker.FarSide;
import dev.avowry.broker.Outgoing;
import dev.avowry.broker.Patience;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.http.GuardedClient;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends by the guarded client, over a connection that nobody else's request goes over. What the
 * answer is made of besides its body is passed on by name: no cookies, nothing of connections.
 */
@ApplicationScoped
class FarClient implements FarSide {
  private static final int CONNECTIONS_PER_ADDRESS = 16;
  private static final int LONGEST_HEADER = 16 * 1_024;

  private static final Set<String> PASSED_ON =
      Set.of(
          "age",
          "allow",
          "cache-control",
          "content-disposition",
          "content-language",
          "content-type",
          "date",
          "deprecation",
          "etag",
          "expires",
          "last-modified",
          "link",
          "location",
          "ratelimit",
          "ratelimit-limit",
          "ratelimit-policy",
          "ratelimit-remaining",
          "ratelimit-reset",
          "request-id",
          "retry-after",
          "sunset",
          "www-authenticate",
          "x-ratelimit-limit",
          "x-ratelimit-remaining",
          "x-ratelimit-reset",
          "x-request-id",
          "x-total-count");

  private final GuardedClient client;

  FarClient(Vertx vertx, EndpointRule rule, Patience patience) {
    this.client =
        new GuardedClient(vertx, rule, patience.longest(), CONNECTIONS_PER_ADDRESS, LONGEST_HEADER);
  }

  @Override
  public Uni<Outcome> send(Outgoing request, int most) {
    long began = System.nanoTime();
    return open(request)
        .chain(
            found ->
                found
                    .map(it -> exchange(it, request, most, left(request, began)))
                    .orElseGet(() -> failed(Failure.UNREACHABLE)));
  }

  /** A connection that comes when nobody waits for it any more is given back. */
  private Uni<Optional<HttpClientRequest>> open(Outgoing request) {
    Uni<HttpClientRequest> opening =
        client
            .choose(request.url())
            .chain(
                address ->
                    client.request(HttpMethod.valueOf(request.method()), request.url(), address))
            .memoize()
            .indefinitely();
    opening.subscribe().with(opened -> {}, failure -> {});
    return opening
        .map(Optional::of)
        .ifNoItem()
        .after(request.patience())
        .recoverWithItem(
            () -> {
              opening.subscribe().with(opened -> opened.reset(), failure -> {});
              return Optional.empty();
            })
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private static Duration left(Outgoing request, long began) {
    Duration left = request.patience().minusNanos(System.nanoTime() - began);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private static Uni<Outcome> exchange(
      HttpClientRequest opened, Outgoing request, int most, Duration left) {
    quieten(opened);
    head(opened, request);
    return sent(opened, request)
        .chain(response -> received(response, most))
        .ifNoItem()
        .after(left)
        .fail()
        .onFailure()
        .recoverWithItem(failure -> new Outcome.Failed(what(failure)))
        .onTermination()
        .invoke(() -> opened.reset());
  }

  /** What a far side sends that makes no sense would be logged, and may be what it was sent. */
  private static void quieten(HttpClientRequest opened) {
    opened.connection().exceptionHandler(senseless -> {});
  }

  private static void head(HttpClientRequest opened, Outgoing request) {
    opened.putHeader("User-Agent", "Avowry").putHeader("Accept", "*/*");
    request.headers().forEach(opened::putHeader);
    opened.putHeader("Accept-Encoding", "identity").putHeader("Connection", "close");
  }

  private static Uni<HttpClientResponse> sent(HttpClientRequest opened, Outgoing request) {
    return request
        .body()
        .map(body -> opened.send(Buffer.buffer(body.exposeSecret())))
        .orElseGet(opened::send);
  }

  private static Uni<Outcome> received(HttpClientResponse response, int most) {
    if (isEncoded(response)) {
      response.exceptionHandler(unread -> {});
      return failed(Failure.ENCODED);
    }
    Buffer body = Buffer.buffer();
    return response
        .toMulti()
        .onItem()
        .invoke(part -> body.appendBuffer(part))
        .select()
        .first(part -> body.length() <= most)
        .collect()
        .last()
        .map(last -> answer(response, body, most));
  }

  private static boolean isEncoded(HttpClientResponse response) {
    return response.headers().getAll("Content-Encoding").stream()
        .anyMatch(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"));
  }

  private static Outcome answer(HttpClientResponse response, Buffer body, int most) {
    if (body.length() > most) {
      response.exceptionHandler(cutOff -> {});
    }
    Map<String, String> headers = new TreeMap<>();
    response
        .headers()
        .names()
        .forEach(
            name -> {
              String small = name.toLowerCase(Locale.ROOT);
              if (PASSED_ON.contains(small)) {
                headers.put(small, String.join(", ", response.headers().getAll(name)));
              }
            });
    return new Outcome.Received(
        response.statusCode(),
        headers,
        SecretBytes.takeCopyOf(body.getBytes(0, Math.min(most, body.length()))));
  }

  private static Failure what(Throwable failure) {
    return failure instanceof TimeoutException
            || failure instanceof java.util.concurrent.TimeoutException
        ? Failure.TOO_SLOW
        : Failure.BROKEN_OFF;
  }

  private static Uni<Outcome> failed(Failure failure) {
    return Uni.createFrom().item(new Outcome.Failed(failure));
  }
}
