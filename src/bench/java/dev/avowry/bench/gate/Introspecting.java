package dev.avowry.bench.gate;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Resource servers that introspect each request (RFC 7662), each over a connection of its own. They
 * know of a revocation when a request comes: one comes to each as soon as the revocation was
 * answered.
 */
public final class Introspecting implements Watchers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Function<String, HttpRequest> question;
  private final int count;
  private String token = "";
  private List<HttpRequest> prepared = List.of();

  /**
   * @param question a new one about the token, which can be asked once
   */
  public Introspecting(Function<String, HttpRequest> question, int count) {
    this.question = question;
    this.count = count;
  }

  @Override
  public void arm(String live) throws IOException {
    token = live;
    var answers = questions().stream().map(this::ask).toList();
    for (var answer : answers) {
      if (!active(answer)) {
        throw new IOException("a live token was said to be inactive");
      }
    }
    prepared = questions();
  }

  @Override
  public long[] refusals() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<CompletableFuture<Long>> refusals =
        prepared.stream().map(first -> refusal(first, deadline)).toList();
    return refusals.stream().mapToLong(CompletableFuture::join).toArray();
  }

  private CompletableFuture<Long> refusal(HttpRequest request, long deadline) {
    return ask(request)
        .thenCompose(
            body -> {
              if (isInactive(body)) {
                return CompletableFuture.completedFuture(System.nanoTime());
              }
              if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a revoked token is active: " + body);
              }
              return refusal(question.apply(token), deadline);
            });
  }

  private List<HttpRequest> questions() {
    return Stream.generate(() -> question.apply(token)).limit(count).toList();
  }

  private CompletableFuture<String> ask(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenApply(
            response -> {
              if (response.statusCode() != 200) {
                throw new IllegalStateException(
                    "introspection answered " + response.statusCode() + ": " + response.body());
              }
              return response.body();
            });
  }

  private static boolean active(CompletableFuture<String> answer) throws IOException {
    try {
      return answer.join().contains("\"active\":true");
    } catch (CompletionException e) {
      throw new IOException("a question was not answered", e);
    }
  }

  private static boolean isInactive(String body) {
    return body.contains("\"active\":false");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
