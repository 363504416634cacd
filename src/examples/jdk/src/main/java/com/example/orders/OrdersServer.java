package com.example.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.VerifiedToken;
import dev.avowry.verifier.Verifier;
import dev.avowry.verifier.VerifierBuilder;
import dev.avowry.verifier.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;

/** A resource server on the JDK's own HTTP server. */
public final class OrdersServer {
  private static final String SCOPE = "orders:read";

  private final Verifier verifier;
  private final Expectation expectation;

  private OrdersServer(Verifier verifier, String audience) {
    this.verifier = verifier;
    this.expectation = Expectation.of(audience, SCOPE);
  }

  /** Serves until the process ends. Its settings come from the environment. */
  public static void main(String[] args) throws IOException {
    Map<String, String> env = System.getenv();
    String issuer = env.getOrDefault("ISSUER", "http://localhost:8080");
    Duration maxStale = Duration.ofSeconds(Long.parseLong(env.getOrDefault("MAX_STALE", "60")));
    VerifierBuilder builder = Verifier.of(issuer).maxStale(maxStale);
    if (env.containsKey("CLIENT_ID")) {
      Path key = Path.of(env.get("CLIENT_KEY"));
      builder.acknowledge(new OwnToken(issuer, env.get("CLIENT_ID"), key));
    }
    String audience = env.getOrDefault("AUDIENCE", "https://orders.example");
    int port = Integer.parseInt(env.getOrDefault("PORT", "8081"));
    new OrdersServer(builder.build().start(), audience).listen(port);
  }

  private void listen(int port) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(here, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/orders", new Guarded(verifier, expectation, this::list));
    server.createContext("/orders/stream", new Guarded(verifier, expectation, this::stream));
    server.start();
  }

  private void list(HttpExchange exchange, VerifiedToken token) throws IOException {
    byte[] body = "{\"orders\":[\"bread\",\"milk\"]}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Lasts for as long as the token does: until it expires, or is killed. */
  private void stream(HttpExchange exchange, VerifiedToken token) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream events = exchange.getResponseBody();
    try (Watch watch = verifier.onDeath(token, entry -> exchange.close())) {
      while (Instant.now().isBefore(token.exp())) {
        events.write("data: nothing new\n\n".getBytes(StandardCharsets.UTF_8));
        events.flush();
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
