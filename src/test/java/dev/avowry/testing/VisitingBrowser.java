package dev.avowry.testing;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A browser in which nobody has signed in yet: it keeps cookies and fills in forms. */
public final class VisitingBrowser {
  private final Map<String, String> cookies = new HashMap<>();
  private @Nullable Response last;

  /** Follows a link. */
  public Response open(String path) {
    return keep(request().urlEncodingEnabled(false).get(path));
  }

  /** Sends a form of the page that is open, as a page of ours has it sent. */
  public Response send(String path, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(Map.of("csrf", field("csrf")));
    all.putAll(fields);
    return keep(form().formParams(all).post(path));
  }

  /** A form without any field, sent by a page of ours. */
  public RequestSpecification form() {
    return request()
        .contentType("application/x-www-form-urlencoded")
        .header("Origin", Api.ISSUER)
        .header("Sec-Fetch-Site", "same-origin");
  }

  /** A request with the cookies that are held. */
  public RequestSpecification request() {
    return RestAssured.given().redirects().follow(false).accept("text/html").cookies(cookies);
  }

  /** What the page that is open has in a hidden field. */
  public String field(String name) {
    return found("name=\"" + name + "\" value=\"([^\"]*)\"");
  }

  /** What the page that is open has for its script. */
  public String data(String name) {
    return found("data-" + name + "=\"([^\"]*)\"");
  }

  /** The first secret for an app on the page that is open. */
  public String secret() {
    return found("<code class=\"secret\">([A-Z2-7]+)</code>");
  }

  /** The cookie of that name, or nothing. */
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /** Puts a cookie there, as somebody else might. */
  public void plant(String name, String value) {
    cookies.put(name, value);
  }

  private String found(String pattern) {
    String page = last == null ? "" : last.body().asString();
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    if (!matcher.find()) {
      throw new AssertionError("the page has no " + pattern + ":\n" + page);
    }
    return matcher.group(1);
  }

  private Response keep(Response answer) {
    last = answer;
    answer
        .getDetailedCookies()
        .forEach(
            cookie -> {
              if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
              } else {
                cookies.put(cookie.getName(), cookie.getValue());
              }
            });
    return answer;
  }
}
