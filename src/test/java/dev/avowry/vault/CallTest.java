package dev.avowry.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.web.EndpointRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A-090")
class CallTest {
  private static final EndpointRule RULE = new EndpointRule(() -> false);

  private static Call get(String url) {
    return Call.of("GET", url, RULE);
  }

  private static Destination to(String origin, String path, List<String> methods) {
    return Destination.of(origin, Optional.of(path), methods, RULE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example/v1",
        "ftp://api.example/v1",
        "file:///etc/passwd",
        "gopher://api.example/",
        "jar:https://api.example!/",
        "//api.example/v1",
        "/v1",
        "",
        "https:///v1",
        "https://user@api.example/v1",
        "https://user:password@api.example/v1",
        "https://api.example@evil.example/v1",
        "https://api.example/v1#there",
        "https://api.example:0/",
        "https://api.example:65536/",
        "https://api.example:/",
        "https://api.example:080/",
        "https://API.example/v1",
        "https://api.example./v1",
        "https://аpi.example/v1",
        "https://api.example\u3002evil.example/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://api.example/v1/../admin",
        "https://api.example/v1/./x",
        "https://api.example/v1/..",
        "https://api.example/v1/%2e%2e/admin",
        "https://api.example/v1/.%2E/admin",
        "https://api.example/v1/%252e%252e/admin",
        "https://api.example/v1%2fadmin",
        "https://api.example/v1%5cadmin",
        "https://api.example/v1\\admin",
        "https://api.example/v1//admin",
        "https://api.example//v1",
        "https://api.example/v1/..;/admin",
        "https://api.example/v1;x=y",
        "https://api.example/v1%3bx",
        "https://api.example/v1%00",
        "https://api.example/v1%0d%0aX-A:%20b",
        "https://api.example/v1%c0%ae%c0%ae/",
        "https://api.example/v1%ff",
        "https://api.example/v1%",
        "https://api.example/v1%zz",
        "https://api.example/v1 x",
        "https://api.example/v1\r\nX-A: b",
        "https://api.example/vé"
      })
  void refusesAddressesThatCouldBeReadInTwoWays(String url) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> get(url));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example,https://api.example,/",
    "https://api.example/,https://api.example,/",
    "https://api.example:443/v1/,https://api.example,/v1/",
    "https://api.example:8443/v1?a=b%2F..,https://api.example:8443,/v1",
    "https://xn--pi-gka.example/%C3%A9/a%20b,https://xn--pi-gka.example,/%C3%A9/a%20b"
  })
  void readsTheOthersInOne(String url, String origin, String path) {
    Call call = get(url);

    assertEquals(origin, call.origin());
    assertEquals(path, call.path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "get", "CONNECT", "TRACE", "OPTIONS", "GET ", "GET\r\nX-A: b", "QUERY"})
  void refusesOtherMethods(String method) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> Call.of(method, "https://api.example/v1", RULE));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example/v1,true",
    "https://api.example/v1/,true",
    "https://api.example/v1/charges?limit=3,true",
    "https://api.example:443/v1,true",
    "https://api.example/,false",
    "https://api.example/v10,false",
    "https://api.example/V1,false",
    "https://api.example/%761,false",
    "https://api.example/x/v1,false",
    "https://api.example:8443/v1,false",
    "https://www.api.example/v1,false",
    "https://api.example.evil.example/v1,false"
  })
  void goesBelowAPathBySegmentsAndToThatOriginAlone(String url, boolean may) {
    assertEquals(may, to("https://api.example", "/v1", List.of()).allows(get(url)));
    assertEquals(may, to("https://api.example:443", "/v1/", List.of("GET")).allows(get(url)));
  }

  @Test
  void goesByThatMethodAlone() {
    Destination reading = to("https://api.example", "/", List.of("GET", "HEAD"));

    assertTrue(reading.allows(get("https://api.example/anything")));
    assertFalse(reading.allows(Call.of("POST", "https://api.example/anything", RULE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example",
        "https://api.example/",
        "https://*.example",
        "https://api.example?",
        "https://user@api.example",
        "https://API.example",
        "https://api.example.",
        "https://127.0.0.1",
        "https://10.0.0.1",
        "https://[2606:4700::1111]",
        "https://api.example:99999",
        "api.example",
        "null"
      })
  void bindsToOriginsAlone(String origin) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> to(origin, "/", List.of()));
  }

  @Test
  void bindsToPathsAndMethodsThatThereAre() {
    Expect.refusal(Reason.INVALID_REQUEST, () -> to("https://api.example", "/v1/../x", List.of()));
    Expect.refusal(Reason.INVALID_REQUEST, () -> to("https://api.example", "v1", List.of()));
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> to("https://api.example", "/v1", List.of("TRACE")));
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> to("https://api.example", "/v1", List.of("GET", "GET")));
  }
}
