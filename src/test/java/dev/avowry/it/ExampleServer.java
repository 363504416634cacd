package dev.avowry.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avowry.testing.EventReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An example as a process, and as its clients see it. Closing it kills it. */
final class ExampleServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Process process;
  private final Path output;
  private final URI orders;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ExampleServer(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.orders = URI.create("http://127.0.0.1:" + port + "/orders");
  }

  /** Returns at once. */
  static ExampleServer launch(Example example, Path examples, Map<String, String> environment)
      throws IOException {
    int port = AvowryProcess.freePort();
    Path output = examples.resolve(example.folder() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(example.command(examples))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", path);
    builder.environment().put("PORT", Integer.toString(port));
    return new ExampleServer(builder.start(), output, port);
  }

  void awaitReady() throws Exception {
    Within.within(
        START,
        "the example answers",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("ended while starting:\n" + Files.readString(output, UTF_8));
          }
          return isListening();
        });
  }

  private boolean isListening() throws InterruptedException {
    try {
      return get().statusCode() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** What it answers to somebody without a token. */
  HttpResponse<String> get() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(orders));
  }

  HttpResponse<String> get(String token) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(orders).header("Authorization", "Bearer " + token));
  }

  /** Opens the connection that lasts as long as the token lives. */
  EventReader stream(String token) throws IOException, InterruptedException {
    URI uri = URI.create(orders + "/stream");
    return EventReader.open(uri, Map.of("Authorization", "Bearer " + token));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.close();
  }
}
