package dev.avowry.web.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.RawHttp;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd paths and methods: nobody gets past access by spelling (CVE-2026-39852 and its kind). */
@AvowryTest
class PathsTest {
  /** Every spelling of a path that some server somewhere took for the path itself. */
  private static final List<UnaryOperator<String>> SPELLINGS =
      List.of(
          path -> "/" + path,
          path -> path.replaceFirst("/v1/", "/v1//"),
          path -> path.replaceFirst("/v1/", "/v1/./"),
          path -> path.replaceFirst("/v1/", "/v1/x/../"),
          path -> path.replaceFirst("/v1/", "/v1/..;/v1/"),
          path -> path.replaceFirst("/v1/", "/v1;x=y/"),
          path -> path.replaceFirst("/v1/", "/v1%2F"),
          path -> path.replaceFirst("/v1/", "/v1%252F"),
          path -> path.replaceFirst("/v1/", "/v1/%2e/"),
          path -> path.replaceFirst("/v1/", "/v1/%2E%2E/v1/"),
          path -> path + ";",
          path -> path + ";.css",
          path -> path + "%3B",
          path -> path + "%3b.css",
          path -> path + "%5C",
          path -> path + "%00",
          path -> path + "%00.css",
          path -> path + "%0d%0aX-Evil:%201",
          path -> path + "/.",
          path -> path + "/..;/me",
          path -> path + "%2500",
          path -> "http://localhost" + path,
          path -> "http://evil.example" + path);

  @Nested
  class AStranger {
    @ParameterizedTest(name = "GET {0}, however spelt → 400 (A-110)")
    @ValueSource(
        strings = {
          "/v1/me",
          "/v1/agents",
          "/v1/agents/AAAAAAAAAAA",
          "/v1/agents/AAAAAAAAAAA/credentials",
          "/v1/nodes/AAAAAAAAAAA/tree",
          "/v1/sponsors",
          "/v1/sponsors/AAAAAAAAAAA",
          "/v1/keys",
          "/v1/resources",
          "/v1/revocations",
          "/v1/delegations",
          "/v1/keys/rotations"
        })
    void isStoppedAtEveryOddSpelling(String path) {
      for (UnaryOperator<String> spelling : SPELLINGS) {
        String odd = spelling.apply(path);
        RawHttp.Answer answer = RawHttp.send("GET", odd);
        assertEquals(400, answer.status(), odd);
        assertEquals("no-store", answer.header("Cache-Control"), odd);
        assertFalse(answer.header("X-Request-Id").isEmpty(), odd);
        assertFalse(answer.headers().containsKey("x-evil"), odd);
      }
    }

    @ParameterizedTest(name = "{0} → never 2xx (A-110)")
    @ValueSource(
        strings = {
          "/V1/me",
          "/v1/Me",
          "/v1/me/",
          "/v1/me%20",
          "/v1/me.",
          "/v1/me.json",
          "/v1/me%7f",
          "/v1/me%c0%af",
          "/v1/me?;/jwks",
          "/v1/me?x=/q/health",
          "/v1/me#/jwks",
          "v1/me",
          "*",
          "/v1\\me",
          "/v1/me/%",
          "/v1/%6d%65",
          "/%76%31/me"
        })
    void isNotLetInByAnyOther(String path) {
      RawHttp.Answer answer = RawHttp.send("GET", path);

      assertThat(path, answer.status(), is(oneOf(400, 401, 404)));
    }

    @ParameterizedTest(name = "GET /v1/sponsors {0} → 401 (A-110, A-130)")
    @ValueSource(
        strings = {
          "X-Original-URL: /jwks",
          "X-Rewrite-URL: /jwks",
          "X-Forwarded-Prefix: /jwks",
          "X-Forwarded-User: admin",
          "X-HTTP-Method-Override: OPTIONS",
          "X-Forwarded-For: 127.0.0.1",
          "Forwarded: for=127.0.0.1"
        })
    void isNotLetInByAHeader(String header) {
      String[] parts = header.split(": ", 2);

      RawHttp.Answer answer =
          RawHttp.send("GET", "/v1/sponsors", Map.of(parts[0], parts[1]), new byte[0]);

      assertEquals(401, answer.status());
    }

    @ParameterizedTest(name = "{0} /v1/sponsors → never content (A-110)")
    @ValueSource(strings = {"HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "PROPFIND", "get"})
    void learnsNothingByAnotherMethod(String method) {
      RawHttp.Answer answer =
          RawHttp.send(method, "/v1/sponsors", Map.of("X-Secret", "mirrored"), new byte[0]);

      assertFalse(answer.body().contains("items"), answer.body());
      assertFalse(answer.body().contains("mirrored"), answer.body());
      assertThat(answer.status(), is(oneOf(200, 400, 401, 405)));
      assertFalse(answer.status() == 200 && !method.equals("OPTIONS"));
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("GET /v1/me → 200, oddly spelt → 400")
    void isStoppedAsWell() {
      Map<String, String> token = Map.of("Authorization", "Bearer " + Api.adminToken());
      assertEquals(200, RawHttp.send("GET", "/v1/me", token, new byte[0]).status());

      for (UnaryOperator<String> spelling : SPELLINGS) {
        String odd = spelling.apply("/v1/me");
        assertEquals(400, RawHttp.send("GET", odd, token, new byte[0]).status(), odd);
      }
    }

    @Test
    @DisplayName("GET /v1/nothing → 404")
    void isToldThatThereIsNothing() {
      Expect.problem(404, "not-found", Api.admin().get("/v1/nothing"));
    }

    @Test
    @DisplayName("X-Request-Id: tame → the same, wild → another (A-122)")
    void mayNameTheRequest() {
      assertEquals(
          "abc-1",
          Api.admin().header("X-Request-Id", "abc-1").get("/v1/me").header("X-Request-Id"));
      for (String wild : List.of("a b", "<script>", "x".repeat(65), "../x", "a\"b")) {
        String given =
            Api.admin().header("X-Request-Id", wild).get("/v1/me").header("X-Request-Id");
        assertEquals(36, given.length());
      }
    }
  }
}
