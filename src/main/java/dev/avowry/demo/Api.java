package dev.avowry.demo;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Sends requests to the running service, and tells what it sends and what comes back. */
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client;
  private final URI base;
  private final Narrator narrator;

  Api(HttpClient client, URI base, Narrator narrator) {
    this.client = client;
    this.base = base;
    this.narrator = narrator;
  }

  Answer get(String path, String bearer) {
    narrator.sends("GET " + path);
    return send("GET " + path, authorized(to(path), bearer).GET());
  }

  /** What anybody may read. */
  Answer get(String path) {
    narrator.sends("GET " + path);
    return send("GET " + path, to(path).GET());
  }

  /** With nothing but the bearer's token. */
  Answer post(String path, String bearer) {
    narrator.sends("POST " + path);
    return send("POST " + path, authorized(to(path), bearer).POST(BodyPublishers.noBody()));
  }

  Answer post(String path, String bearer, Map<String, ?> json) {
    narrator.sends("POST " + path);
    HttpRequest.Builder request = authorized(to(path), bearer);
    narrator.detail(Json.write(Secrets.hidden(json)));
    return send(
        "POST " + path,
        request
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(json))));
  }

  Answer submit(String path, Map<String, String> form) {
    narrator.sends("POST " + path);
    Secrets.hidden(form).forEach((name, value) -> narrator.detail(name + "=" + value));
    String body =
        form.entrySet().stream()
            .map(entry -> encode(entry.getKey(), UTF_8) + "=" + encode(entry.getValue(), UTF_8))
            .collect(joining("&"));
    return send(
        "POST " + path,
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json");
  }

  private HttpRequest.Builder authorized(HttpRequest.Builder request, String bearer) {
    narrator.detail("Authorization: Bearer " + Secrets.shortened(bearer));
    return request.header("Authorization", "Bearer " + bearer);
  }

  private Answer send(String name, HttpRequest.Builder request) {
    try {
      long begun = System.nanoTime();
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      narrator.receives(response.statusCode(), Duration.ofNanos(System.nanoTime() - begun));
      return new Answer(name, response.statusCode(), Json.read(response.body()));
    } catch (IOException unreachable) {
      throw new Ended("%s was not answered: %s".formatted(name, unreachable));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Ended(name + " was interrupted.");
    }
  }
}
