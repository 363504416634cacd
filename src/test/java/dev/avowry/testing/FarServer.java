package dev.avowry.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server of somebody else's that does what a test says with each request. */
public final class FarServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Came> came = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = came -> Said.text("{\"ok\":true}");

  private FarServer(HttpServer server) {
    this.server = server;
  }

  /** What it does. */
  public interface Behaviour {
    /** What it says to a request. */
    Said to(Came request) throws Exception;
  }

  /** A request that came. */
  public record Came(String method, String target, Headers headers, String body) {
    /** The first of a name; empty when there is none. */
    public String header(String name) {
      String value = headers.getFirst(name);
      return value == null ? "" : value;
    }
  }

  /** What is answered. */
  public record Said(int status, Map<String, String> headers, Buffer body) {
    /** 200 with a text. */
    public static Said text(String body) {
      return of(200, Map.of("Content-Type", "application/json"), body);
    }

    /** With headers and a text. */
    public static Said of(int status, Map<String, String> headers, String body) {
      return new Said(status, headers, Buffer.buffer(body));
    }
  }

  /** One that is content with everything. */
  public static FarServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FarServer far = new FarServer(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", far::take);
      server.start();
      return far;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** From now on it does that. */
  public void does(Behaviour next) {
    behaviour = next;
  }

  /** Where it is. */
  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All that came. */
  public List<Came> came() {
    return List.copyOf(came);
  }

  /** The only one that came. */
  public Came only() {
    if (came.size() != 1) {
      throw new AssertionError("came: " + came.size());
    }
    return came.getFirst();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Came request =
          new Came(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      came.add(request);
      Said said = behaviour.to(request);
      said.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      boolean empty = said.body().length() == 0 || request.method().equals("HEAD");
      exchange.sendResponseHeaders(said.status(), empty ? -1 : said.body().length());
      if (!empty) {
        exchange.getResponseBody().write(said.body().getBytes());
      }
    } catch (IOException broken) {
      throw broken;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
