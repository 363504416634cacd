package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.DkimSigner;
import dev.avowry.testing.FarServer;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDns;
import dev.avowry.testing.TestFactor;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.TestProvider;
import dev.avowry.testing.TestSecret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
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
      List.of("read", "agents:spawn", "sign", "vault:read", "vault:use", "totp:code", "mail:read");
  private static final String VALUE = "sesame-open-the-door";
  private static final String SEED = TestFactor.totp(TestFactor.SECRET, "");

  @Test
  @DisplayName(
      "@modelcontextprotocol/sdk: whoami, vault, totp, mail, approvals, sign, spawn, kill, its"
          + " session closes")
  void walks() throws Exception {
    Npm client = Npm.install("mcp");
    int smtp = TestProvider.freePort();
    try (FarServer far = FarServer.start();
        TestDns dns = TestDns.start()) {
      far.does(came -> FarServer.Said.text("you sent " + came.header("X-Key")));
      AvowryProcess.Setup setup = setUp(smtp, dns);
      try (AvowryProcess process = setup.start()) {
        JsonObject given = prepare(setup, process.bootstrapToken(), far.origin(), dns);

        Npm.Said said =
            client.node("walk.js", Map.of("AVOWRY_WALK", given.put("smtp", smtp).encode()));

        assertEquals(0, said.status(), said.text() + "\n" + process.output());
        assertTrue(said.text().contains("ok revoke_child: its session closes"), said.text());
        assertEquals(13, said.text().lines().filter(line -> line.startsWith("ok ")).count());
        assertEquals(VALUE, far.only().header("X-Key"));
        for (String told : List.of(VALUE, TestFactor.SECRET, "482913")) {
          assertFalse(process.output().contains(told), "a secret in the log");
        }
      }
    }
  }

  private static AvowryProcess.Setup setUp(int smtp, TestDns dns) throws IOException {
    return AvowryProcess.in(Folders.fresh("mcp"))
        .asItsOwnIssuer()
        .with("AVOWRY_SSF_ALLOW_LOOPBACK", "true")
        .with("AVOWRY_MAIL_DOMAIN", TestMailbox.DOMAIN)
        .with("AVOWRY_MAIL_SMTP_HOST", "127.0.0.1")
        .with("AVOWRY_MAIL_SMTP_PORT", Integer.toString(smtp))
        .with("AVOWRY_DNS_RESOLVER", dns.address());
  }

  /** An agent with an address, and with a secret and a second factor that it may use. */
  private static JsonObject prepare(
      AvowryProcess.Setup setup, String bootstrap, String far, TestDns dns) {
    Replica service = Replica.at(URI.create(setup.issuer() + "/"));
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
                .put("resources", new JsonArray().add(Api.ORDERS))
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
                .put("fields", new JsonObject().put("key", VALUE))
                .put("bindings", new JsonArray().add(bindingTo(far))));
    String factor =
        made(service, admin, "/v1/totp", new JsonObject().put("name", "a factor").put("uri", SEED));
    grant(service, admin, secret, agent, "read", "use");
    grant(service, admin, factor, agent, "use");
    service
        .put(
            "/v1/agents/%s/mailbox".formatted(agent),
            admin,
            new JsonObject().put("local_part", "walks").encode())
        .require(200);
    return new JsonObject()
        .put("issuer", setup.issuer())
        .put("agent", agent)
        .put("key", new JsonObject(key.toJSONObject()))
        .put("scope", String.join(" ", SCOPES))
        .put("resource", Api.ORDERS)
        .put("secret", secret)
        .put("value", VALUE)
        .put("far", far)
        .put("factor", factor)
        .put("address", "walks@" + TestMailbox.DOMAIN)
        .put("letter", letter(dns));
  }

  private static JsonObject bindingTo(String far) {
    return new JsonObject(
        TestSecret.binding(far, Map.of("as", "header", "name", "X-Key", "field", "key")));
  }

  private static String letter(TestDns dns) {
    String message =
        TestMailbox.letter("Your sign-in").replace("Good day.", "Your code is 482913.");
    return DkimSigner.of("peer.example").publish(dns).sign(message);
  }

  private static void grant(
      Replica service, String admin, String thing, String agent, String... uses) {
    made(
        service,
        admin,
        "/v1/vault/%s/grants".formatted(thing),
        new JsonObject().put("holder", agent).put("uses", new JsonArray(List.of(uses))));
  }

  private static String made(Replica service, String token, String path, JsonObject body) {
    return service.post(path, token, body.encode()).require(201).json().getString("id");
  }
}
