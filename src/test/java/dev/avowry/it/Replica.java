package dev.avowry.it;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.TestClient;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One of several replicas, as its clients see it. Safe for use by many threads.
 *
 * @param base where it listens
 * @param http shared by all calls
 */
record Replica(URI base, HttpClient http) {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  static Replica at(URI base) {
    return new Replica(base, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  /** An answer, whatever its status. */
  record Answer(int status, String body, HttpHeaders headers) {
    /** One without headers. */
    Answer(int status, String body) {
      this(status, body, HttpHeaders.of(Map.of(), (name, value) -> true));
    }

    /** The first value of a header; empty when it is absent. */
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    JsonPath json() {
      return JsonPath.from(body);
    }

    /** The same for who reads thousands: a path is compiled each time. */
    JsonObject object() {
      return new JsonObject(body);
    }

    Answer require(int expected) {
      if (status != expected) {
        throw new AssertionError("expected " + expected + " but was " + status + ": " + body);
      }
      return this;
    }
  }

  /** A JWK Set of one public key. */
  static JsonObject keys(ECKey key) {
    JsonObject jwk = new JsonObject(key.toPublicJWK().toJSONObject());
    return new JsonObject().put("keys", new JsonArray().add(jwk));
  }

  Answer get(String path, String bearer) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + bearer)
            .GET());
  }

  Answer post(String path, String bearer, String json) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** A message of the Model Context Protocol with more headers. */
  Answer call(String bearer, Map<String, ?> message, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/mcp"))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(JsonObject.mapFrom(message).encode()));
    headers.forEach(request::header);
    return send(request);
  }

  Answer put(String path, String bearer, String json) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** What anybody may read. */
  Answer read(String path, String accept) {
    return send(HttpRequest.newBuilder(base.resolve(path)).header("Accept", accept).GET());
  }

  /** A form that authenticates the client. */
  Answer form(String path, TestClient client, Map<String, String> parameters) {
    return form(path, client.assertion(), parameters);
  }

  /** A form with a client's assertion. */
  Answer form(String path, String assertion, Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("client_assertion_type", TestClient.ASSERTION_TYPE);
    all.put("client_assertion", assertion);
    String body =
        all.entrySet().stream()
            .map(each -> encode(each.getKey()) + '=' + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body(), answer.headers());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
