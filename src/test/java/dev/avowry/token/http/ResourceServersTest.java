package dev.avowry.token.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AvowryTest
class ResourceServersTest {
  @Nested
  class AnAdministrator {
    @ParameterizedTest(name = "PUT /v1/resources signing_alg={0} → tokens for it are signed so")
    @ValueSource(strings = {"EdDSA", "PS256", "RS256", "ES256"})
    void choosesTheAlgorithm(String algorithm) throws Exception {
      String resource = "https://%s.example".formatted(algorithm.toLowerCase(Locale.ROOT));
      put(Map.of("resource", resource, "name", "Reports", "signing_alg", algorithm))
          .then()
          .statusCode(200)
          .body("signing_alg", equalTo(algorithm));
      TestClient agent = Api.agent(Api.sponsor()).with("resources", List.of(resource)).register();

      String token = agent.token("read", resource);

      assertEquals(algorithm, SignedJWT.parse(token).getHeader().getAlgorithm().getName());
      agent.introspect(token).then().body("active", equalTo(true));
      Api.admin().get("/v1/resources").then().body("items.resource", hasItem(resource));
    }

    @ParameterizedTest(name = "PUT /v1/resources {0}={1} → 400")
    @CsvSource({
      "signing_alg, HS256",
      "signing_alg, none",
      "signing_alg, es256",
      "signing_alg, ES384",
      "resource, orders",
      "resource, https://a.example#x",
      "resource, https://a b.example",
      "name, ' '"
    })
    void isRefusedWhatIsWrong(String name, String value) {
      Map<String, String> body =
          new HashMap<>(Map.of("resource", "https://a.example", "name", "A"));
      body.put(name, value);

      Expect.problem(400, "invalid-request", put(body));
    }

    @Test
    @DisplayName("PUT /v1/resources with NUL or marks in the name → 400")
    void isRefusedANameThatCannotBeSeen() {
      for (String name : List.of("a\u0000b", "a\u202eb", "a\nb", "x".repeat(201))) {
        Expect.problem(
            400, "invalid-request", put(Map.of("resource", "https://a.example", "name", name)));
      }
    }

    @Test
    @DisplayName("PUT /v1/resources with what its scopes mean → shown so; without → forgotten")
    void saysWhatScopesMean() {
      Map<String, String> words = Map.of("read", "See your orders", "pay", "Pay up to 100 €");
      String resource = "https://words.example";
      put(Map.of("resource", resource, "name", "Words", "scope_descriptions", words))
          .then()
          .statusCode(200)
          .body("scope_descriptions", equalTo(words));
      Api.admin()
          .get("/v1/resources")
          .then()
          .body(
              "items.find { it.resource == '%s' }.scope_descriptions".formatted(resource),
              equalTo(words));
      put(Map.of("resource", resource, "name", "Words"))
          .then()
          .body("scope_descriptions", equalTo(Map.of()));
    }

    @Test
    @DisplayName("PUT /v1/resources with words that hide something, too long or too many → 400")
    void isRefusedWordsThatHide() {
      Map<String, String> many = new HashMap<>();
      for (int i = 0; i <= 100; i++) {
        many.put("s" + i, "words");
      }
      for (Map<String, String> words :
          List.of(
              Map.of("read", ""),
              Map.of("read", "x".repeat(201)),
              Map.of("read", "a\u202eb"),
              Map.of("two words", "x"),
              many)) {
        Expect.problem(
            400,
            "invalid-request",
            put(Map.of("resource", "https://a.example", "name", "A", "scope_descriptions", words)));
      }
    }

    private static Response put(Map<String, ?> body) {
      return Api.admin().body(body).put("/v1/resources");
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("GET and PUT /v1/resources → 403")
    void mayNot() {
      String token = Api.agent(Api.sponsor()).register().ownToken("read");
      Expect.problem(403, "insufficient-scope", Api.as(token).get("/v1/resources"));
      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(token)
              .body(Map.of("resource", "https://a.example", "name", "A"))
              .put("/v1/resources"));
    }
  }
}
