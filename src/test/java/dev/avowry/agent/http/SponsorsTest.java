package dev.avowry.agent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AvowryTest
class SponsorsTest {
  @Nested
  class AnAdministrator {
    @ParameterizedTest(name = "POST /v1/sponsors {0}={1} → 400")
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "name, ``",
          "name, ` x`",
          "name, `a\nb`",
          "email, ``",
          "email, x",
          "email, @x",
          "email, x@",
          "email, `a b@c`",
          "email, `a@b\nc`",
          "email, `<a@b>`",
          "email, `a@b,c@d`",
          "issuer, https://idp.example",
          "subject, x",
          "issuer, idp",
          "scopes, read"
        })
    void isRefusedWhatIsWrong(String member, String value) {
      Expect.problem(400, "invalid-request", post(with(member, value)));
    }

    @ParameterizedTest(name = "POST /v1/sponsors with {0} → 400 (A-093)")
    @ValueSource(strings = {"id", "node", "state", "created_at", "admin", "roles", "password"})
    void cannotSetWhatAvowrySets(String member) {
      Expect.problem(400, "invalid-request", post(with(member, "x")));
    }

    @Test
    @DisplayName("POST /v1/sponsors with a limit out of bounds → 400")
    void isRefusedLimitsOutOfBounds() {
      for (Map.Entry<String, Integer> limit :
          Map.of("max_ttl", 901, "max_depth", 17, "max_children", -1).entrySet()) {
        Expect.problem(400, "invalid-request", post(with(limit.getKey(), limit.getValue())));
      }
    }

    @Test
    @DisplayName(
        "POST /v1/sponsors the same issuer and subject 8 times at once → one 201, seven 409")
    void registersAHumanOnce() throws Exception {
      Map<String, Object> body = with("issuer", "https://idp.example");
      body.put("subject", UUID.randomUUID().toString());

      List<Integer> statuses = AtOnce.run(8, () -> post(body).statusCode());

      assertEquals(1, Collections.frequency(statuses, 201));
      assertEquals(7, Collections.frequency(statuses, 409));
      Expect.problem(409, "conflict", post(body));
    }

    @Test
    @DisplayName("POST /v1/sponsors with a ceiling → agents stay within it")
    void limitsWhatAgentsMayHold() {
      String limited =
          post(with("scopes", List.of("read"))).then().statusCode(201).extract().path("id");

      Expect.problem(422, "ceiling-exceeded", Api.agent(limited).tryRegister(Api.adminToken()));
      Api.agent(limited).with("scopes", List.of("read")).register();
      Api.admin().get("/v1/sponsors/" + limited).then().body("state", equalTo("live"));
    }
  }

  private static Map<String, Object> with(String member, Object value) {
    Map<String, Object> body = new HashMap<>(Map.of("name", "Ada", "email", "ada@example.com"));
    body.put(member, value);
    return body;
  }

  private static Response post(Map<String, Object> body) {
    return Api.admin().body(body).post("/v1/sponsors");
  }
}
