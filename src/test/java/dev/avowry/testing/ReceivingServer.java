package dev.avowry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server of somebody else's that answers as it is told and keeps what came. */
public final class ReceivingServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Posted> posts = new CopyOnWriteArrayList<>();
  private volatile int status = 202;
  private volatile String body = "";
  private volatile String location = "";

  private ReceivingServer(HttpServer server) {
    this.server = server;
  }

  /**
   * A request that came.
   *
   * @param method how
   * @param contentType of what
   * @param authorization with which header, if with any
   * @param set the body
   * @param status what was answered
   */
  public record Posted(
      String method, String contentType, Optional<String> authorization, String set, int status) {}

  /** One that says 202 to everything. */
  public static ReceivingServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ReceivingServer receiving = new ReceivingServer(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", receiving::take);
      server.start();
      return receiving;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:%d/events".formatted(server.getAddress().getPort());
  }

  /** From now on it answers so. */
  public void answer(int code, String json) {
    body = json;
    status = code;
  }

  /** From now on it sends whoever comes elsewhere. */
  public void redirect(String where) {
    location = where;
    status = 307;
  }

  /** All that came. */
  public List<Posted> posts() {
    return List.copyOf(posts);
  }

  /** The SETs that it took, in their order, once there are so many. */
  public List<String> taken(int count) throws Exception {
    Eventually.within(
        Duration.ofSeconds(20), count + " events are taken", () -> taken().size() >= count);
    return taken();
  }

  /** The SETs that it took, in their order. */
  public List<String> taken() {
    return posts.stream().filter(post -> post.status() == 202).map(Posted::set).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      int answered = status;
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      posts.add(
          new Posted(
              exchange.getRequestMethod(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              answered));
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      exchange.sendResponseHeaders(answered, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
