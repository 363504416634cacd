package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another site can have a browser do here, and what stands between two servers. */
@AvowryTest
class BrowserTest {
  private static final byte[] NOTHING = new byte[0];

  @ParameterizedTest(name = "Origin: {0} → no answer that a page may read (A-119)")
  @ValueSource(
      strings = {"null", "https://evil.example", "http://localhost", "https://avowry.example"})
  void pagesOfOthersReadNothing(String origin) {
    for (String path : List.of("/v1/me", "/jwks", "/token", "/revocations", "/v1/nothing")) {
      for (String method : List.of("GET", "OPTIONS")) {
        RawHttp.Answer answer =
            RawHttp.send(
                method,
                path,
                Map.of("Origin", origin, "Access-Control-Request-Method", "POST"),
                NOTHING);
        assertTrue(
            answer.headers().keySet().stream()
                .noneMatch(name -> name.startsWith("access-control-")),
            () -> method + " " + path + ": " + answer.headers());
      }
    }
  }

  @Test
  @DisplayName("a form of another site with a cookie → nobody: no cookie is read or set (A-117)")
  void cookiesProveNobody() {
    RawHttp.Answer answer =
        RawHttp.send("GET", "/v1/me", Map.of("Cookie", "token=" + Api.adminToken()), NOTHING);

    assertEquals(401, answer.status());
    assertFalse(answer.headers().containsKey("set-cookie"));
  }

  @ParameterizedTest(name = "{0} → what is linked is the issuer's all the same (A-120)")
  @ValueSource(
      strings = {
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: gopher",
        "Forwarded: host=evil.example",
        "X-Original-Host: evil.example"
      })
  void nobodyElseIsLinkedTo(String header) {
    String[] parts = header.split(": ", 2);
    for (String path :
        List.of(
            "/.well-known/oauth-authorization-server", "/.well-known/oauth-protected-resource")) {
      RawHttp.Answer answer = RawHttp.send("GET", path, Map.of(parts[0], parts[1]), NOTHING);

      assertEquals(200, answer.status(), path);
      assertTrue(answer.body().contains(Api.ISSUER), answer.body());
      assertFalse(answer.body().contains("evil.example"), answer.body());
    }
  }

  /** Each is two requests to who reads it one way, and one to who reads it the other way. */
  @ParameterizedTest(name = "{0} → one answer, and that is a refusal (A-123)")
  @ValueSource(
      strings = {
        "Content-Length: 5|Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked|Transfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Content-Length: 5|Content-Length: 6",
        "Content-Length: +5",
        "Content-Length: -1",
        "Content-Length: 0x5",
        "X: y\r Transfer-Encoding: chunked"
      })
  void nothingIsSmuggled(String headers) {
    List<String> lines = List.of(headers.split("\\|", -1));
    byte[] body = "0\r\n\r\nGET /jwks HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII);

    String raw = RawHttp.raw("POST", "/token", lines, body);

    assertTrue(raw.isEmpty() || raw.startsWith("HTTP/1.1 4"), raw);
    assertEquals(raw.indexOf("HTTP/1.1 "), raw.lastIndexOf("HTTP/1.1 "), raw);
  }
}
