package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.RawHttp;
import dev.avowry.web.Open;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for often: the bytes, their codings, conditions, methods. */
@AvowryTest
class PreparedDocumentsTest {
  @Nested
  class AReader {
    @ParameterizedTest(name = "GET {0} Accept-Encoding: gzip → the same bytes, compressed")
    @ValueSource(
        strings = {
          "/jwks",
          "/openapi.yaml",
          "/.well-known/openid-configuration",
          "/.well-known/oauth-authorization-server"
        })
    void getsItCompressed(String path) throws Exception {
      HttpResponse<byte[]> plain = get(path);
      HttpResponse<byte[]> gzip = get(path, "Accept-Encoding", "gzip");

      assertEquals("", header(plain, "Content-Encoding"));
      assertEquals("gzip", header(gzip, "Content-Encoding"));
      assertEquals(header(plain, "Content-Type"), header(gzip, "Content-Type"));
      try (GZIPInputStream read = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
        assertArrayEquals(plain.body(), read.readAllBytes());
      }
      assertTrue(gzip.body().length < plain.body().length);
    }

    @ParameterizedTest(name = "GET {0} → a strong tag for each media type and coding")
    @ValueSource(strings = {"/jwks", "/revocations"})
    void getsATagForEachMediaTypeAndCoding(String path) throws Exception {
      Set<String> tags = new HashSet<>();
      for (String accept : List.of("*/*", "application/json")) {
        for (String coding : List.of("identity", "gzip")) {
          HttpResponse<byte[]> answer = get(path, "Accept", accept, "Accept-Encoding", coding);
          assertEquals("Accept, Accept-Encoding", header(answer, "Vary"));
          assertEquals(Integer.toString(answer.body().length), header(answer, "Content-Length"));
          tags.add(header(answer, "ETag"));
        }
      }
      assertEquals(4, tags.size(), tags::toString);
      assertTrue(tags.stream().allMatch(tag -> tag.matches("\"[!-~]+\"")), tags::toString);
    }

    @Test
    @DisplayName("GET If-None-Match: the tag of another coding → 200")
    void isGivenTheCodingItDoesNotHave() throws Exception {
      String plain = header(get("/jwks"), "ETag");

      assertEquals(304, get("/jwks", "If-None-Match", plain).statusCode());
      HttpResponse<byte[]> other = get("/jwks", "If-None-Match", plain, "Accept-Encoding", "gzip");
      assertEquals(200, other.statusCode());
    }

    @Test
    @DisplayName("GET If-None-Match in two lines → one list")
    void maySendTheConditionInTwoLines() throws Exception {
      String tag = header(get("/jwks"), "ETag");

      HttpResponse<byte[]> answer = get("/jwks", "If-None-Match", "\"x\"", "If-None-Match", tag);

      assertEquals(304, answer.statusCode());
      assertEquals("public, max-age=150", header(answer, "Cache-Control"));
      assertEquals("Accept, Accept-Encoding", header(answer, "Vary"));
      assertEquals(0, answer.body().length);
    }

    @Test
    @DisplayName("GET If-Match: another tag → 412")
    void isToldThatItsVersionIsGone() throws Exception {
      assertEquals(412, get("/jwks", "If-Match", "\"x\"").statusCode());
      assertEquals(200, get("/jwks", "If-Match", header(get("/jwks"), "ETag")).statusCode());
    }

    @Test
    @DisplayName("GET Accept-Encoding: identity;q=0 → 406")
    void isRefusedACodingThatIsNotThere() throws Exception {
      HttpResponse<byte[]> answer = get("/jwks", "Accept-Encoding", "br, identity;q=0");

      assertEquals(406, answer.statusCode());
      assertTrue(new String(answer.body(), StandardCharsets.UTF_8).contains("coding"));
    }

    @ParameterizedTest(name = "HEAD {0} → what GET says, without the content")
    @ValueSource(strings = {"/jwks", "/openapi.yaml", "/.well-known/openid-configuration"})
    void mayAskForTheHeadersAlone(String path) {
      RawHttp.Answer got = RawHttp.send("GET", path);
      RawHttp.Answer head = RawHttp.send("HEAD", path);

      assertEquals(200, head.status());
      assertEquals("", head.body());
      for (String name :
          List.of("ETag", "Content-Length", "Content-Type", "Cache-Control", "Vary")) {
        assertEquals(got.header(name), head.header(name), name);
      }
      assertEquals(
          304, RawHttp.send("HEAD", path, Map.of("If-None-Match", "*"), new byte[0]).status());
    }

    @ParameterizedTest(name = "{0} /jwks → 405, and which methods there are")
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get"})
    void isToldWhichMethodsThereAre(String method) {
      RawHttp.Answer answer = RawHttp.send(method, "/jwks", Map.of(), new byte[] {'x'});

      assertEquals(405, answer.status());
      assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"));
      assertEquals("no-store", answer.header("Cache-Control"));
      assertTrue(answer.body().contains("invalid_request"), answer.body());
      assertEquals("GET, HEAD, OPTIONS", RawHttp.send("OPTIONS", "/jwks").header("Allow"));
    }

    @Test
    @DisplayName("GET with a body, and again on the same connection → 200 twice")
    void mayGoOnAfterABodyThatNobodyRead() throws Exception {
      for (int i = 0; i < 2; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(uri("/jwks"))
                .method("GET", HttpRequest.BodyPublishers.ofString("ignored"))
                .build();
        assertEquals(200, send(request).statusCode());
      }
    }

    @Test
    @DisplayName("GET /q/metrics → how often each was asked for")
    void isCounted() throws Exception {
      get("/jwks");
      String metrics = RestAssured.get("/q/metrics").asString();

      assertTrue(
          metrics
              .lines()
              .anyMatch(it -> it.startsWith("avowry_documents_requests_total{path=\"/jwks\"}")),
          metrics);
    }
  }

  @Nested
  class Nobody {
    @Test
    @DisplayName("is served a document that does not say why it is open")
    void isServedWhatIsNotOpen() {
      for (PreparedDocument each : List.of(new NotOpen(), new Nowhere())) {
        assertThrows(
            IllegalStateException.class,
            () -> new PreparedDocuments(List.of(each), new SimpleMeterRegistry()));
      }
    }
  }

  @Prepared(paths = "/secret", gives = "text/plain")
  private static final class NotOpen implements PreparedDocument {
    @Override
    public Document current() {
      throw new AssertionError("it was read");
    }
  }

  @Open("it is nowhere")
  private static final class Nowhere implements PreparedDocument {
    @Override
    public Document current() {
      throw new AssertionError("it was read");
    }
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + RestAssured.port + path);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
