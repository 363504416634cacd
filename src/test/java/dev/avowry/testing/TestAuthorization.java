package dev.avowry.testing;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An authorization request in the making, and the way through a human's browser to its answer. */
public final class TestAuthorization {
  private static final Pattern WAITING =
      Pattern.compile("/authorize/consent\\?request=([A-Za-z0-9_-]{43})");

  private final Map<String, String> parameters = new LinkedHashMap<>();

  private TestAuthorization() {}

  /** A request that is in order. */
  public static TestAuthorization of(String client) {
    return new TestAuthorization()
        .with("response_type", "code")
        .with("client_id", client)
        .with("redirect_uri", TestLoan.REDIRECT)
        .with("scope", "openid read")
        .with("resource", Api.ORDERS)
        .with("state", "a state & more")
        .with("nonce", "n-0S6_WzA2Mj")
        .with("code_challenge", TestLoan.CHALLENGE)
        .with("code_challenge_method", "S256");
  }

  /** The name of a pushed request. */
  public static TestAuthorization pushed(String client, String requestUri) {
    return new TestAuthorization().with("client_id", client).with("request_uri", requestUri);
  }

  /** The same with another value of a parameter. */
  public TestAuthorization with(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** The same without a parameter. */
  public TestAuthorization without(String name) {
    parameters.remove(name);
    return this;
  }

  /** The parameters. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** The parameters as a query. */
  public String query() {
    return parameters.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Sends a browser in which nobody has signed in. */
  public Response send() {
    return send(RestAssured.given().redirects().follow(false));
  }

  /** Sends a browser. */
  public Response send(RequestSpecification browser) {
    return browser.urlEncodingEnabled(false).get("/authorize?" + query());
  }

  /** What names the request that waits after that. */
  public String waiting(TestBrowser browser) {
    Response answer = send(browser.get());
    Matcher matcher = WAITING.matcher(String.valueOf(answer.header("Location")));
    if (answer.statusCode() != 303 || !matcher.find()) {
      throw new AssertionError(answer.statusLine() + answer.header("Location") + answer.asString());
    }
    return matcher.group(1);
  }

  /** The page on which the human is asked, or what comes instead of it. */
  public static Response page(TestBrowser browser, String waiting) {
    return browser.get().get("/authorize/consent?request=" + waiting);
  }

  /** What comes of the human's consent to all of it. */
  public static Response approve(TestBrowser browser, String waiting) {
    return answer(browser, waiting, "approve").post("/authorize/consent");
  }

  /** A form with an answer, without the scopes that the human leaves. */
  public static RequestSpecification answer(TestBrowser browser, String waiting, String decision) {
    return browser
        .form()
        .formParam("request", waiting)
        .formParam("decision", decision)
        .formParam("scope", "read")
        .formParam("lasting", "28800");
  }

  /** The code that the human's consent brings. */
  public String code(TestBrowser browser) {
    return answer(approve(browser, waiting(browser))).code();
  }

  /** What a client is told by a redirect to where tests get their answers. */
  public static Answer answer(Response redirect) {
    String location = String.valueOf(redirect.header("Location"));
    if (redirect.statusCode() != 303 || !location.startsWith("https://client.example/")) {
      throw new AssertionError(redirect.statusLine() + location + redirect.asString());
    }
    Map<String, String> answer = new LinkedHashMap<>();
    for (String pair : URI.create(location).getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      answer.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return new Answer(answer);
  }

  /** What a client is told. */
  public record Answer(Map<String, String> parameters) {
    /** A parameter; empty when it is absent. */
    public String get(String name) {
      return parameters.getOrDefault(name, "");
    }

    /** The code; fails when there is none. */
    public String code() {
      if (!parameters.containsKey("code")) {
        throw new AssertionError("no code: " + parameters);
      }
      return get("code");
    }
  }
}
