package dev.avowry.bench.target;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A server as whoever prepares it sees it: requests that must succeed, one after the other. */
final class Api {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ServerProcess server;

  Api(ServerProcess server) {
    this.server = server;
  }

  String get(String path, String accept) {
    return send(HttpRequest.newBuilder(server.uri(path)).header("Accept", accept));
  }

  JsonObject get(String path, String accept, String bearer) {
    return new JsonObject(send(authorized(path, bearer).header("Accept", accept)));
  }

  JsonObject form(String path, String form) {
    return answered(send(formRequest(path, form)));
  }

  /** A request for who sends it. */
  HttpRequest request(String path, String form) {
    return formRequest(path, form).timeout(PATIENCE).build();
  }

  private HttpRequest.Builder formRequest(String path, String form) {
    return HttpRequest.newBuilder(server.uri(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  JsonObject post(String path, String bearer, JsonObject body) {
    return answered(send(json(path, bearer).POST(BodyPublishers.ofString(body.encode()))));
  }

  private static JsonObject answered(String body) {
    return body.isEmpty() ? new JsonObject() : new JsonObject(body);
  }

  void put(String path, String bearer, JsonObject body) {
    send(json(path, bearer).PUT(BodyPublishers.ofString(body.encode())));
  }

  private HttpRequest.Builder json(String path, String bearer) {
    return authorized(path, bearer).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder authorized(String path, String bearer) {
    return HttpRequest.newBuilder(server.uri(path)).header("Authorization", "Bearer " + bearer);
  }

  private String send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(PATIENCE).build();
    String name = request.method() + " " + request.uri();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            name + " answered " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(name + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + " was interrupted", e);
    }
  }
}
