package dev.avowry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An identity provider's token endpoint that answers to each refresh token as it is told, and
 * vouches for whoever it was not told about.
 */
public final class TestProvider implements AutoCloseable {
  private static final Reply VOUCHES = new Reply(200, "{\"access_token\":\"a\"}");
  private static final int BREAK_OFF = 0;

  private final URI issuer;
  private final HttpServer server;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger described = new AtomicInteger();
  private volatile Optional<String> metadata = Optional.empty();

  private TestProvider(URI issuer, HttpServer server) {
    this.issuer = issuer;
    this.server = server;
  }

  private record Reply(int status, String body) {}

  /**
   * A question that came.
   *
   * @param token the refresh token
   */
  public record Asked(String method, String authorization, String contentType, String token) {}

  /** A port that nobody listens at. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One that answers at its issuer's address. */
  public static TestProvider at(String issuer) {
    URI uri = URI.create(issuer);
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort()), 0);
      TestProvider provider = new TestProvider(uri, server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", provider::answer);
      server.start();
      return provider;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One at an address of its own. */
  public static TestProvider start() {
    return at("http://127.0.0.1:" + freePort() + "/own");
  }

  /** Its issuer. */
  public String issuer() {
    return issuer.toString();
  }

  /** From now on this answers to a token. */
  public void answer(String token, int status, String body) {
    replies.put(token, new Reply(status, body));
  }

  /** From now on it vouches for whoever the token is of. */
  public void vouch(String token) {
    replies.put(token, VOUCHES);
  }

  /** From now on it vouches and gives another token along; the old one it knows no more. */
  public void replace(String token, String next) {
    answer(token, 200, "{\"access_token\":\"a\",\"refresh_token\":\"" + next + "\"}");
  }

  /** From now on it refuses whoever the token is of. */
  public void refuse(String token) {
    answer(token, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"disabled\"}");
  }

  /** From now on it says nothing when it sees the token, and hangs up. */
  public void hangUpAt(String token) {
    answer(token, BREAK_OFF, "");
  }

  /** From now on it says this of itself. */
  public void describe(String json) {
    metadata = Optional.of(json);
  }

  /** How often it was asked what it is. */
  public int described() {
    return described.get();
  }

  /** What came with a token. */
  public List<Asked> asked(String token) {
    return asked.stream().filter(it -> it.token().equals(token)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply =
          exchange.getRequestURI().getPath().endsWith("/.well-known/openid-configuration")
              ? metadata(exchange)
              : token(exchange);
      if (reply.status() == BREAK_OFF) {
        return;
      }
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (reply.status() / 100 == 3) {
        exchange.getResponseHeaders().set("Location", issuer + "/elsewhere");
      }
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply metadata(HttpExchange exchange) {
    described.incrementAndGet();
    String path = exchange.getRequestURI().getPath();
    String own = issuer.resolve(path.substring(0, path.indexOf("/.well-known/"))).toString();
    return new Reply(
        200,
        metadata.orElse("{\"issuer\":\"%s\",\"token_endpoint\":\"%s/token\"}".formatted(own, own)));
  }

  private Reply token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token =
        URLDecoder.decode(
            form.replaceFirst("^grant_type=refresh_token&refresh_token=", ""),
            StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse(""),
            token));
    return replies.getOrDefault(token, VOUCHES);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
