package dev.avowry.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.TokenId;
import dev.avowry.web.Caller;
import dev.avowry.web.Reach;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/**
 * An agent with its own token, as access lets it in; and what may come between that and the deed
 * for which it was let in.
 */
public record LetIn(TestClient agent, String token, Caller caller) {
  /** The agent, by a token of its own for that scope. */
  public static LetIn with(TestClient agent, String scope) {
    String token = agent.ownToken(scope);
    JsonPath claims = Api.claims(token);
    NodeId id = NodeId.parse(agent.id()).orElseThrow();
    return new LetIn(
        agent,
        token,
        new Caller(
            id,
            id,
            id,
            NodeId.parse(claims.getString("sponsor")).orElseThrow(),
            claims.getList("status.lineage.path"),
            Set.of(scope),
            Optional.of(new TokenId(claims.getString("jti"))),
            Instant.ofEpochSecond(claims.getLong("exp")),
            claims.getLong("status.lineage.seq"),
            Set.of(),
            Reach.BELOW,
            Origin.itself("test")));
  }

  /** A deed of somebody whose token has ended is refused. */
  public static void requireEnded(Executable deed) {
    Refused refused = assertThrows(Refused.class, deed);
    assertEquals(Reason.INVALID_TOKEN, refused.refusal().reason(), refused.getMessage());
  }

  /** What is given back is given back without the tokens from before. */
  public void suspendAndGiveBack() {
    Api.order("suspend", "agent", agent.id()).then().statusCode(200);
    Api.order("resume", "agent", agent.id()).then().statusCode(200);
  }

  public void revokeToken() {
    agent.form().formParam("token", token).post("/revoke").then().statusCode(200);
  }

  /** The only one that it has. */
  public void revokeCredential() {
    String credential =
        Api.admin().get("/v1/agents/{id}/credentials", agent.id()).path("items[0].id");
    Api.order("revoke", "credential", credential).then().statusCode(200);
  }

  /** To less than the token has. */
  public void tightenCeiling() {
    Api.tighten("agent", agent.id(), Map.of("scopes", List.of("read"))).then().statusCode(200);
  }
}
