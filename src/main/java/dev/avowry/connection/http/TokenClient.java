package dev.avowry.connection.http;

import dev.avowry.connection.ClientMethod;
import dev.avowry.connection.ConnectionConfig;
import dev.avowry.connection.FarSide;
import dev.avowry.connection.Provider;
import dev.avowry.connection.TokenSet;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.http.GuardedClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Posts forms to providers, as RFC 6749 §3.2 and RFC 7009 §2.1 have them. */
@ApplicationScoped
class TokenClient implements FarSide {
  private static final int CONNECTIONS = 4;
  private static final int LONGEST_HEADER = 16 * 1_024;
  private static final int LONGEST_ANSWER = 64 * 1_024;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  private final Vertx vertx;
  private final GuardedClient client;
  private final Duration timeout;

  TokenClient(Vertx vertx, EndpointRule rule, ConnectionConfig config) {
    this.vertx = vertx;
    this.timeout = config.timeout();
    this.client = new GuardedClient(vertx, rule, timeout, CONNECTIONS, LONGEST_HEADER);
  }

  @Override
  public Uni<Answer> token(Provider provider, SecretBytes secret, Map<String, String> form) {
    return inTime(
        ask(provider.endpoints().token(), provider, secret, form, TokenClient::read),
        new Answer.Unreachable());
  }

  @Override
  public Uni<Boolean> revoke(Provider provider, SecretBytes secret, SecretBytes refreshToken) {
    return inTime(
        ask(
            provider.endpoints().revocation().orElseThrow(),
            provider,
            secret,
            Map.of("token", text(refreshToken), "token_type_hint", "refresh_token"),
            response -> Uni.createFrom().item(leave(response).statusCode() == OK)),
        false);
  }

  /** What nobody answers in time comes from another thread: back to where transactions are. */
  private <T> Uni<T> inTime(Uni<T> asked, T otherwise) {
    Context here = vertx.getDelegate().getOrCreateContext();
    return asked
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(otherwise)
        .onFailure()
        .recoverWithItem(otherwise)
        .emitOn(further -> here.runOnContext(any -> further.run()));
  }

  private <T> Uni<T> ask(
      URI endpoint,
      Provider provider,
      SecretBytes secret,
      Map<String, String> form,
      Function<? super HttpClientResponse, Uni<? extends T>> reading) {
    return client
        .choose(endpoint)
        .chain(address -> client.post(endpoint, address))
        .chain(request -> exchange(request, provider, secret, form, reading));
  }

  /** The connection ends with the answer: what is secret lies in none that is kept. */
  private static <T> Uni<T> exchange(
      HttpClientRequest request,
      Provider provider,
      SecretBytes secret,
      Map<String, String> form,
      Function<? super HttpClientResponse, Uni<? extends T>> reading) {
    Map<String, String> all = new TreeMap<>(form);
    if (provider.method() == ClientMethod.CLIENT_SECRET_BASIC) {
      request.putHeader("Authorization", basic(provider.clientId(), text(secret)));
    } else {
      all.put("client_id", provider.clientId());
    }
    if (provider.method() == ClientMethod.CLIENT_SECRET_POST) {
      all.put("client_secret", text(secret));
    }
    return request
        .putHeader("Content-Type", "application/x-www-form-urlencoded")
        .putHeader("Accept", "application/json")
        .send(encoded(all))
        .chain(reading)
        .onTermination()
        .invoke(() -> request.reset());
  }

  private static Uni<Answer> read(HttpClientResponse response) {
    return switch (response.statusCode()) {
      case OK -> GuardedClient.body(response, LONGEST_ANSWER).map(TokenClient::tokens);
      case BAD_REQUEST -> GuardedClient.body(response, LONGEST_ANSWER).map(TokenClient::refusal);
      default -> Uni.createFrom().item(unfit(leave(response).statusCode()));
    };
  }

  /** Of a client that is refused, 401, and of a server that has a bad day. */
  private static Answer unfit(int status) {
    return status == 401 || status == 403 ? new Answer.Refused(false) : new Answer.Senseless();
  }

  private static HttpClientResponse leave(HttpClientResponse response) {
    return response.exceptionHandler(unread -> {});
  }

  /** Its parser's complaints would have what is secret in them. */
  private static Answer tokens(Buffer body) {
    try {
      return new Answer.Made(TokenSet.read(new JsonObject(body)));
    } catch (RuntimeException senseless) {
      return new Answer.Senseless();
    }
  }

  private static Answer refusal(Buffer body) {
    try {
      return new Answer.Refused("invalid_grant".equals(new JsonObject(body).getValue("error")));
    } catch (RuntimeException senseless) {
      return new Answer.Senseless();
    }
  }

  /** RFC 6749 §2.3.1: both are encoded before they are joined. */
  private static String basic(String client, String secret) {
    String pair = encoded(client) + ':' + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(each -> each.getKey() + '=' + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String text(SecretBytes secret) {
    return new String(secret.exposeSecret(), StandardCharsets.UTF_8);
  }
}
