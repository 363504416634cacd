package dev.avowry.people.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AvowryTest
class BootstrapTest {
  @BeforeEach
  void used() {
    assertTrue(!Api.adminToken().isEmpty());
  }

  @Nested
  class AStranger {
    @Test
    @DisplayName("POST /v1/bootstrap with the used token, 20 times at once → 401 (A-044)")
    void comesTooLate() throws Exception {
      List<Integer> statuses =
          AtOnce.run(20, () -> redeem("Bearer " + Api.BOOTSTRAP_TOKEN).statusCode());

      assertEquals(Set.of(401), Set.copyOf(statuses));
      Expect.problem(401, "invalid-token", redeem("Bearer " + Api.BOOTSTRAP_TOKEN));
    }

    @ParameterizedTest(name = "POST /v1/bootstrap Authorization: {0} → 401")
    @ValueSource(
        strings = {
          "",
          "Bearer",
          "Bearer ",
          "Basic eDp5",
          "Bearer x",
          "Bearer a b",
          "Bearer avb_of-the-tests-0123456789-012345678",
          "Bearer avb_of-the-tests-0123456789-0123456789x",
          "Bearer AVB_OF-THE-TESTS-0123456789-0123456789"
        })
    void guesses(String header) {
      Expect.problem(401, "invalid-token", redeem(header));
    }

    @Test
    @DisplayName("POST /v1/bootstrap without a header, with an access token, 10 KB → 401")
    void bringsSomethingElse() {
      Expect.problem(401, "invalid-token", RestAssured.post("/v1/bootstrap"));
      Expect.problem(401, "invalid-token", redeem("Bearer " + Api.adminToken()));
      Expect.problem(401, "invalid-token", redeem("Bearer " + "x".repeat(10_000)));
    }

    @Test
    @DisplayName("GET /v1/bootstrap → 405; Accept: text/html → 406")
    void asksOtherwise() {
      Expect.problem(405, "method-not-allowed", RestAssured.get("/v1/bootstrap"));
      Expect.problem(
          406, "not-acceptable", RestAssured.given().accept("text/html").post("/v1/bootstrap"));
    }
  }

  private static Response redeem(String header) {
    return RestAssured.given().header("Authorization", header).post("/v1/bootstrap");
  }
}
