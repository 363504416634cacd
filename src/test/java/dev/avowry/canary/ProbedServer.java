package dev.avowry.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import dev.avowry.verifier.Verifier;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A resource server that is registered as a verifier, with a probe. */
final class ProbedServer implements AutoCloseable {
  private final String resource = "https://" + UUID.randomUUID() + ".example";
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Function<String, Answer> answers;
  private final HttpServer server;
  private final String id;

  /** What is answered to a token. */
  record Answer(int status, String body) {}

  private ProbedServer(Function<ProbedServer, Function<String, Answer>> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    this.answers = answers.apply(this);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/probe", this::answer);
    server.start();
    id = register();
  }

  /** One that decides by the library. */
  static ProbedServer with(Verifier library) {
    return new ProbedServer(
        self ->
            token -> {
              var answer = library.answerProbe(token, self.resource);
              return new Answer(answer.status(), answer.body());
            });
  }

  /** One that answers the same to everything. */
  static ProbedServer always(int status) {
    return new ProbedServer(self -> token -> new Answer(status, ""));
  }

  /** The library, following the service under test. */
  static Verifier library() {
    String base = "http://localhost:" + RestAssured.port;
    return Verifier.of(Api.ISSUER)
        .jwksUri(URI.create(base + "/jwks"))
        .revocationsUri(URI.create(base + "/revocations"))
        .pollEvery(Duration.ofHours(1))
        .build()
        .start();
  }

  /** Its id as a verifier. */
  String id() {
    return id;
  }

  String resource() {
    return resource;
  }

  /** The tokens that it was asked about, each time. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** Answers nobody any more. */
  void stop() {
    server.stop(0);
  }

  private String register() {
    TestClient agent = Api.agent(Api.sponsor()).register();
    Api.admin()
        .body(
            Map.of(
                "agent",
                agent.id(),
                "name",
                "probed",
                "resources",
                List.of(resource),
                "probe",
                "http://127.0.0.1:%d/probe".formatted(server.getAddress().getPort())))
        .post("/v1/verifiers")
        .then()
        .statusCode(201);
    return agent.id();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      String token = header.substring("Bearer ".length());
      tokens.add(token);
      Answer answer = answers.apply(token);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    Api.admin().delete("/v1/verifiers/{id}", id).then().statusCode(204);
    server.stop(0);
  }
}
