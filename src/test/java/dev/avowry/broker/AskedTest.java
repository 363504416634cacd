package dev.avowry.broker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.vault.BodyTemplate;
import dev.avowry.vault.Call;
import dev.avowry.vault.Injection;
import dev.avowry.web.EndpointRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent may give of a request, and where in it the secret is put. */
class AskedTest {
  private static final EndpointRule RULE = new EndpointRule(() -> false);
  private static final Map<String, String> FIELDS =
      Map.of("username", "me", "password", "a pass/word+ü", "key", "the key");

  private static Asked asked(
      String method, String url, Map<String, String> headers, Optional<String> body) {
    return new Asked(Call.of(method, url, RULE), headers, body);
  }

  private static Asked get(Map<String, String> headers) {
    return asked("GET", "https://api.example/v1", headers, Optional.empty());
  }

  private static Outgoing out(Asked asked, Injection injection) {
    return new Injecting(asked, FIELDS).by(injection, Duration.ofSeconds(1));
  }

  private static String body(Outgoing request) {
    return new String(request.body().orElseThrow().exposeSecret(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "hOST",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Upgrade",
        "Expect",
        "Cookie",
        "Authorization",
        "authorization",
        "Accept-Encoding",
        "Accept-Charset",
        "Content-Encoding",
        "Range",
        "If-Range",
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Real-IP",
        "X-HTTP-Method-Override",
        "X-Original-URL",
        "Sec-Fetch-Site",
        "Via",
        "X_Forwarded_For",
        "X Key",
        "X-Key:",
        "X-Key\r\nHost",
        ""
      })
  void refusesHeadersThatAreNotTheAgentsToGive(String name) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> get(Map.of(name, "value")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nHost: b",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u0085b",
        "a\u2028b",
        "ä",
        " a",
        "a "
      })
  void refusesValuesThatAreMoreThanALine(String value) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> get(Map.of("X-Key", value)));
  }

  @Test
  void refusesTheSameHeaderTwiceAndTooMany() {
    Expect.refusal(Reason.INVALID_REQUEST, () -> get(Map.of("X-A", "1", "x-a", "2")));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 31; i++) {
      many.put("X-" + i, "v");
    }
    Expect.refusal(Reason.INVALID_REQUEST, () -> get(many));
    many.remove("X-0");
    assertDoesNotThrow(() -> get(many));
  }

  @Test
  void takesABodyThatSaysWhatItIsAndIsNotTooLong() {
    Map<String, String> text = Map.of("content-type", "text/plain");
    String url = "https://api.example/v1";

    assertDoesNotThrow(() -> asked("POST", url, text, Optional.of("x".repeat(48 * 1_024))));
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> asked("POST", url, text, Optional.of("x".repeat(48 * 1_024 + 1))));
    Expect.refusal(Reason.INVALID_REQUEST, () -> asked("POST", url, Map.of(), Optional.of("x")));
    Expect.refusal(Reason.INVALID_REQUEST, () -> asked("GET", url, text, Optional.of("x")));
  }

  @Test
  void putsTheSecretIntoAHeader() {
    Outgoing request =
        out(get(Map.of("Accept", "text/plain")), new Injection.Header("X-Key", "Token ", "key"));

    assertEquals(Map.of("Accept", "text/plain", "X-Key", "Token the key"), request.headers());
    assertEquals(
        Map.of("Authorization", "Bearer the key"),
        out(get(Map.of()), new Injection.Bearer("key")).headers());
    assertFalse(request.toString().contains("the key"));
  }

  @Test
  void putsUserAndPasswordTogether() {
    assertEquals(
        "Basic bWU6YSBwYXNzL3dvcmQrw7w=",
        out(get(Map.of()), new Injection.Basic(Optional.of("username"), Optional.of("password")))
            .headers()
            .get("Authorization"));
    assertEquals(
        "Basic dGhlIGtleTo=",
        out(get(Map.of()), new Injection.Basic(Optional.of("key"), Optional.empty()))
            .headers()
            .get("Authorization"));
  }

  @Test
  void takesNoHeaderInItsPlaceInWhateverCase() {
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> out(get(Map.of("x-key", "mine")), new Injection.Header("X-Key", "", "key")));
  }

  @Test
  void putsTheSecretIntoTheQueryAfterWhatTheAgentGives() {
    Injection query = new Injection.Query("key", "password");
    String value = "key=a%20pass%2Fword%2B%C3%BC";

    assertEquals(
        "https://api.example/v1?a=b&" + value,
        out(asked("GET", "https://api.example/v1?a=b", Map.of(), Optional.empty()), query)
            .url()
            .toString());
    assertEquals("https://api.example/v1?" + value, out(get(Map.of()), query).url().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"key=x", "a=b&key=x", "KEY=x", "%6bey=x", "key", "key[]=x", "a=b;key=x", "+key=x"})
  void takesNoParameterInItsPlace(String given) {
    Asked asked =
        asked(
            "GET",
            "https://api.example/v1?" + given.replace("[]", "%5B%5D"),
            Map.of(),
            Optional.empty());

    Expect.refusal(Reason.INVALID_REQUEST, () -> out(asked, new Injection.Query("key", "key")));
  }

  @Test
  void putsTheSecretIntoABodyToWhichNothingIsAdded() {
    Injection form =
        new Injection.Body(
            new BodyTemplate(BodyTemplate.Form.URLENCODED, "u={{username}}&p={{password}}"));
    String url = "https://api.example/v1";

    Outgoing request = out(asked("POST", url, Map.of(), Optional.empty()), form);

    assertEquals("u=me&p=a+pass%2Fword%2B%C3%BC", body(request));
    assertEquals("application/x-www-form-urlencoded", request.headers().get("Content-Type"));
    Expect.refusal(Reason.INVALID_REQUEST, () -> out(get(Map.of()), form));
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> out(asked("POST", url, Map.of("Content-Type", "a/b"), Optional.of("mine")), form));
  }
}
