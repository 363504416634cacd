package dev.avowry.it;

import dev.avowry.testing.Api;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser before several replicas of one site: it has one set of cookies for all of them, as one
 * has behind a load balancer, and follows nothing by itself.
 */
final class Guest {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> cookies = new ConcurrentHashMap<>();

  /** What a replica answered. */
  record Page(int status, String location, String body) {
    /** What is in a hidden field. */
    String field(String name) {
      return found("name=\"" + name + "\" value=\"([^\"]*)\"");
    }

    /** The first group of a pattern, which has to be there. */
    String found(String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(body);
      if (!matcher.find()) {
        throw new AssertionError("no " + pattern + ", status " + status + ":\n" + body);
      }
      return matcher.group(1);
    }

    Page require(int expected) {
      if (status != expected) {
        throw new AssertionError("expected " + expected + " but was " + status + ":\n" + body);
      }
      return this;
    }
  }

  Page open(Replica at, String path) {
    return send(HttpRequest.newBuilder(at.base().resolve(path)).GET());
  }

  /** A form of a page of the site. */
  Page send(Replica at, String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(each -> encode(each.getKey()) + '=' + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(at.base().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", Api.ISSUER)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Page send(HttpRequest.Builder request) {
    String held =
        cookies.entrySet().stream()
            .map(each -> each.getKey() + '=' + each.getValue())
            .collect(Collectors.joining("; "));
    request.timeout(ANSWER).header("Accept", "text/html");
    try {
      HttpResponse<String> answer =
          http.send(
              held.isEmpty() ? request.build() : request.header("Cookie", held).build(),
              HttpResponse.BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      String location = answer.headers().firstValue("Location").orElse("");
      return new Page(answer.statusCode(), path(location), answer.body());
    } catch (IOException failure) {
      throw new AssertionError("no answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** What is at the site itself is found at whichever replica. */
  private static String path(String location) {
    return location.startsWith(Api.ISSUER) ? location.substring(Api.ISSUER.length()) : location;
  }

  private void keep(String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    if (pair[1].isEmpty()) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
