package dev.avowry.it;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without a screen: it follows redirects from site to site, keeps each site's cookies,
 * and fills in forms. As browsers do on their own machine, it takes secure cookies without TLS.
 */
final class Surfer {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int MOST_REDIRECTS = 10;
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** By host and port, then by name. */
  private final Map<String, Map<String, String>> cookies = new HashMap<>();

  /** A page at which it has arrived. */
  record Page(URI uri, int status, String body) {
    /** Where the form of the page leads. */
    URI form() {
      Matcher matcher = FORM.matcher(body);
      if (!matcher.find()) {
        throw new AssertionError("no form at " + uri + ", status " + status + ":\n" + body);
      }
      return uri.resolve(matcher.group(1).replace("&amp;", "&"));
    }
  }

  /** Follows a link, to wherever it leads. */
  Page open(URI uri) throws IOException, InterruptedException {
    return follow(HttpRequest.newBuilder(uri).GET(), uri);
  }

  /** Sends a form, and follows where it leads. */
  Page send(URI uri, Map<String, String> fields) throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
            .map(each -> encode(each.getKey()) + '=' + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return follow(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        uri);
  }

  /** The cookies that it holds of a site. */
  Map<String, String> cookiesOf(URI site) {
    return cookies.getOrDefault(site.getAuthority(), Map.of());
  }

  private Page follow(HttpRequest.Builder request, URI first)
      throws IOException, InterruptedException {
    URI at = first;
    HttpResponse<String> answer = answer(request, at);
    for (int i = 0; i < MOST_REDIRECTS && isRedirect(answer); i++) {
      at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
      answer = answer(HttpRequest.newBuilder(at).GET(), at);
    }
    return new Page(at, answer.statusCode(), answer.body());
  }

  private HttpResponse<String> answer(HttpRequest.Builder request, URI uri)
      throws IOException, InterruptedException {
    String held =
        cookiesOf(uri).entrySet().stream()
            .map(each -> each.getKey() + '=' + each.getValue())
            .collect(Collectors.joining("; "));
    if (!held.isEmpty()) {
      request.header("Cookie", held);
    }
    HttpResponse<String> answer =
        http.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
    answer.headers().allValues("Set-Cookie").forEach(cookie -> keep(uri, cookie));
    return answer;
  }

  private void keep(URI uri, String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    Map<String, String> ofSite =
        cookies.computeIfAbsent(uri.getAuthority(), any -> new TreeMap<>());
    if (cookie.toLowerCase(Locale.ROOT).contains("max-age=0") || pair[1].isEmpty()) {
      ofSite.remove(pair[0]);
    } else {
      ofSite.put(pair[0], pair[1]);
    }
  }

  private static boolean isRedirect(HttpResponse<String> answer) {
    return answer.statusCode() == 302 || answer.statusCode() == 303;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
