package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/me",
        "/v1//me",
        "/v1/me//",
        "/v1/./me",
        "/v1/../v1/me",
        "/v1/me/.",
        "/v1/me/..",
        "/v1/..;/me",
        "/v1/me;x=y",
        "/v1/me;",
        "/v1/me%3B",
        "/v1/me%3bx",
        "/v1%2Fme",
        "/v1%2fme",
        "/v1/me%5C",
        "/v1\\me",
        "/v1/me%00",
        "/v1/me%0a",
        "/v1/me%0D",
        "/v1/%2e%2e/me",
        "/v1/%2E/me",
        "/v1/me%2500",
        "/v1/%252e/me",
        "/v1/me%1f",
        "/v1/me\u0000",
        "/v1/m e",
        "/v1/me\t",
        "",
        "*",
        "v1/me",
        "http://localhost/v1/me",
        "https://evil.example/v1/me"
      })
  void stopsAPathThatCanBeReadInTwoWays(String uri) {
    assertTrue(RequestGuard.isAmbiguous(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/", "/v1/me", "/v1/me/", "/v1/agents/AAAAAAAAAAA", "/v1/agents/-_AAAAAAAAA",
        "/.well-known/openid-configuration", "/v1/me?a=//;%2F%00..", "/a.b", "/a..b", "/a/..."
      })
  void letsAPlainPathThrough(String uri) {
    assertFalse(RequestGuard.isAmbiguous(uri));
  }
}
