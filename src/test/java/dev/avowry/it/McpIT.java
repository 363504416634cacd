package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestFactor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The protocol's official client against the packaged service. */
@ExtendWith(Npm.WhereItIs.class)
class McpIT {
  private static final List<String> SCOPES =
      List.of("read", "agents:spawn", "sign", "vault:read", "totp:code");

  @Test
  @DisplayName(
      "@modelcontextprotocol/sdk: whoami, vault, totp, sign, spawn, kill, its session closes")
  void walks() throws Exception {
    Npm client = Npm.install("mcp");
    AvowryProcess.Setup setup = AvowryProcess.in(Folders.fresh("mcp")).asItsOwnIssuer();
    try (AvowryProcess process = setup.start()) {
      Replica service = Replica.at(URI.create(setup.issuer() + "/"));
      JsonObject given = prepare(service, process.bootstrapToken());

      Npm.Said said =
          client.node(
              "walk.js", Map.of("AVOWRY_WALK", given.put("issuer", setup.issuer()).encode()));

      assertEquals(0, said.status(), said.text() + "\n" + process.output());
      assertTrue(said.text().contains("ok revoke_child: its session closes"), said.text());
      assertEquals(10, said.text().lines().filter(line -> line.startsWith("ok ")).count());
    }
  }

  /** An agent with a secret and a second factor that it may use. */
  private static JsonObject prepare(Replica service, String bootstrap) {
    String admin =
        service.post("/v1/bootstrap", bootstrap, "").require(200).json().getString("access_token");
    String sponsor = service.get("/v1/me", admin).require(200).json().getString("sponsor");
    ECKey key = TestClient.newKey();
    String agent =
        made(
            service,
            admin,
            "/v1/agents",
            new JsonObject()
                .put("name", "walks")
                .put("kind", "ai_agent")
                .put("purpose", "walks")
                .put("sponsor", sponsor)
                .put("scopes", new JsonArray(SCOPES))
                .put("max_depth", 3)
                .put("max_children", 10)
                .put("jwks", Replica.keys(key)));
    String secret =
        made(
            service,
            admin,
            "/v1/vault",
            new JsonObject()
                .put("name", "a key")
                .put("type", "api_key")
                .put("fields", new JsonObject().put("key", "sesame")));
    String factor =
        made(
            service,
            admin,
            "/v1/totp",
            new JsonObject()
                .put("name", "a factor")
                .put("uri", TestFactor.totp(TestFactor.SECRET, "")));
    grant(service, admin, secret, agent, "read");
    grant(service, admin, factor, agent, "use");
    return new JsonObject()
        .put("agent", agent)
        .put("key", new JsonObject(key.toJSONObject()))
        .put("scope", String.join(" ", SCOPES))
        .put("secret", secret)
        .put("value", "sesame")
        .put("factor", factor);
  }

  private static void grant(Replica service, String admin, String thing, String agent, String use) {
    made(
        service,
        admin,
        "/v1/vault/%s/grants".formatted(thing),
        new JsonObject().put("holder", agent).put("uses", new JsonArray().add(use)));
  }

  private static String made(Replica service, String token, String path, JsonObject body) {
    return service.post(path, token, body.encode()).require(201).json().getString("id");
  }
}
