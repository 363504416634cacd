package dev.avowry.agent.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.web.OwnScopes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A sponsor looks after agents of their own, by a token without any role. */
@AvowryTest
class OwnAgentsTest {
  private String sponsor = "";
  private String token = "";

  @BeforeEach
  void signIn() {
    sponsor = Api.sponsor();
    token = new TestHuman(sponsor).token(Set.of());
  }

  @Test
  @DisplayName("POST /v1/agents without a sponsor → 201, below who asks")
  void registersForThemselves() {
    TestClient agent = Api.agent(sponsor).without("sponsor").register(token);
    Api.as(token).get("/v1/agents").then().body("items.id", contains(agent.id()));
    Api.as(token).get("/v1/agents/{id}", agent.id()).then().body("sponsor", equalTo(sponsor));
  }

  @Test
  @DisplayName("POST /v1/agents for another sponsor → 403")
  void registersForNobodyElse() {
    Expect.problem(403, "insufficient-scope", Api.agent(Api.sponsor()).tryRegister(token));
  }

  @Test
  @DisplayName("POST /v1/agents with a scope that reaches beyond one's own → 422 (A-050, A-059)")
  void givesNothingThatReachesFurther() {
    for (String scope : OwnScopes.RESERVED) {
      Expect.problem(
          422,
          "ceiling-exceeded",
          Api.agent(sponsor).with("scopes", List.of("read", scope)).tryRegister(token));
    }
  }

  @Test
  @DisplayName("POST /v1/revocations for one of their own → 200, for another's → 404")
  void stopsTheirOwn() {
    String own = Api.agent(sponsor).register().id();
    String other = Api.agent(Api.sponsor()).register().id();
    Api.as(token)
        .body(Api.order("suspend", "agent", own, false))
        .post("/v1/revocations")
        .then()
        .statusCode(200);
    Expect.problem(
        404,
        "not-found",
        Api.as(token).body(Api.order("suspend", "agent", other, false)).post("/v1/revocations"));
  }
}
