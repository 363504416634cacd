package dev.avowry.svid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.TokenId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestCsr;
import dev.avowry.web.Caller;
import dev.avowry.web.Reach;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A caller who was let in a moment before it ended: what access has found out counts no more, and
 * the ledger's transaction decides.
 */
@AvowryTest
class IssuanceTest {
  private static final String SCOPE = "svids:issue";

  private TestClient agent;
  private String token;
  private Caller caller;

  @BeforeEach
  void letIn() {
    agent = TestCsr.agent();
    token = agent.ownToken(SCOPE);
    JsonPath claims = Api.claims(token);
    NodeId id = NodeId.parse(agent.id()).orElseThrow();
    List<String> path = claims.getList("status.lineage.path");
    caller =
        new Caller(
            id,
            id,
            id,
            NodeId.parse(claims.getString("sponsor")).orElseThrow(),
            path,
            Set.of(SCOPE),
            Optional.of(new TokenId(claims.getString("jti"))),
            Instant.ofEpochSecond(claims.getLong("exp")),
            claims.getLong("status.lineage.seq"),
            Set.of(),
            Reach.BELOW,
            Origin.itself("test"));
  }

  private Certificates.Issued issue() throws Throwable {
    Certificates certificates = Arc.container().instance(Certificates.class).get();
    String csr = TestCsr.of(TestCertificate.newKey());
    return VertxContextSupport.subscribeAndAwait(() -> certificates.issue(caller, csr));
  }

  private void isRefused() {
    Refused refused = assertThrows(Refused.class, this::issue);
    assertEquals(Reason.INVALID_TOKEN, refused.refusal().reason(), refused.getMessage());
  }

  @Test
  @DisplayName("nothing has ended → it is issued")
  void issues() throws Throwable {
    assertEquals("spiffe://agents.example/agent/" + agent.id(), issue().subject().uri());
  }

  @Test
  @DisplayName("the agent was suspended and given back since → refused: the token is dead (A-040)")
  void knowsWhatWasGivenBack() {
    Api.order("suspend", "agent", agent.id()).then().statusCode(200);
    Api.order("resume", "agent", agent.id()).then().statusCode(200);
    isRefused();
  }

  @Test
  @DisplayName("the token was revoked since → refused")
  void knowsTheToken() {
    agent.form().formParam("token", token).post("/revoke").then().statusCode(200);
    isRefused();
  }

  @Test
  @DisplayName("its credential was removed since → refused")
  void knowsTheCredential() {
    String credential =
        Api.admin().get("/v1/agents/{id}/credentials", agent.id()).path("items[0].id");
    Api.order("revoke", "credential", credential).then().statusCode(200);
    isRefused();
  }

  @Test
  @DisplayName("its ceiling was tightened since → refused")
  void knowsTheCeiling() {
    Api.admin()
        .body(
            Map.of(
                "target",
                Map.of("agent", agent.id()),
                "mode",
                "tighten",
                "reason",
                "test",
                "ceiling",
                Map.of("scopes", List.of("read"))))
        .post("/v1/revocations")
        .then()
        .statusCode(200);
    isRefused();
  }
}
