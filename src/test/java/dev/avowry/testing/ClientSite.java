package dev.avowry.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A host at which clients have documents about themselves. No two of them have one origin. */
public final class ClientSite implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final AtomicInteger fetched = new AtomicInteger();
  private volatile int status = 200;
  private volatile String location = "";

  private ClientSite(HttpServer server) {
    this.server = server;
  }

  /** One that answers: all of 127.0.0.0/8 is this machine. */
  public static ClientSite start() {
    try {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String host =
          "127.%d.%d.%d"
              .formatted(random.nextInt(1, 255), random.nextInt(255), random.nextInt(1, 255));
      HttpServer server = HttpServer.create(new InetSocketAddress(host, 0), 0);
      ClientSite site = new ClientSite(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", site::answer);
      server.start();
      return site;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Scheme and authority. */
  public String origin() {
    InetSocketAddress address = server.getAddress();
    return "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort());
  }

  /** A client with a document that is in order. */
  public TestClient client(String path) {
    TestClient client = new TestClient(origin() + path, TestClient.newKey());
    publish(path, document(client));
    return client;
  }

  /** A document that is in order, for a test to change. */
  public static Map<String, Object> document(TestClient client) {
    Map<String, Object> document = new HashMap<>();
    document.put("client_id", client.id());
    document.put("client_name", "a client of the tests");
    document.put("token_endpoint_auth_method", "private_key_jwt");
    document.put("grant_types", List.of("client_credentials"));
    document.put("jwks", Map.of("keys", List.of(client.key().toPublicJWK().toJSONObject())));
    return document;
  }

  /** From now on this is there. */
  public void publish(String path, Map<String, ?> document) {
    publish(path, JSONObjectUtils.toJSONString(document));
  }

  /** From now on this is there. */
  public void publish(String path, String body) {
    pages.put(path, body);
  }

  /** From now on it answers so. */
  public void answer(int code) {
    status = code;
  }

  /** From now on it sends whoever comes elsewhere. */
  public void redirect(String where) {
    location = where;
    status = 302;
  }

  /** How often it was asked for anything. */
  public int fetched() {
    return fetched.get();
  }

  /** The body by which its clients are trusted. */
  public Map<String, Object> trust() {
    return Map.of("name", "a host of clients", "issuer", origin(), "profile", "client_id");
  }

  /** The id under which it is trusted from now on, for nothing yet. */
  public String trusted() {
    return OutsideIssuer.registered(trust());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      fetched.incrementAndGet();
      String page = pages.get(exchange.getRequestURI().getPath());
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      byte[] bytes = (page == null ? "" : page).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          page == null ? 404 : status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
