package dev.avowry.sign.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSigner;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents have signed. */
@AvowryTest
class AgentSignaturesTest {
  private static final String DIRECTORY = "/.well-known/http-message-signatures-directory";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TEXT = "{\"total\":42}";

  private static Map<String, Object> key(TestClient agent, String kid) {
    return TestSigner.published(agent).stream()
        .filter(key -> kid.equals(key.get("kid")))
        .findFirst()
        .orElseThrow();
  }

  private static PublicKey publicKey(Map<String, Object> jwk) throws Exception {
    return PublicJsonWebKey.Factory.newPublicJwk(new HashMap<>(jwk)).getPublicKey();
  }

  /** By the JDK and none of our code. */
  private static boolean verifies(Map<String, Object> jwk, byte[] input, byte[] signature)
      throws Exception {
    Signature engine =
        Signature.getInstance(
            "OKP".equals(jwk.get("kty")) ? "Ed25519" : "SHA256withECDSAinP1363Format");
    engine.initVerify(publicKey(jwk));
    engine.update(input);
    return engine.verify(signature);
  }

  private static Response verdict(String jws) {
    return TestSigner.verified(TestSigner.agent().ownToken("read"), jws);
  }

  private static void isValid(Response verdict, TestClient agent, String state) {
    assertEquals(200, verdict.statusCode(), verdict.asString());
    assertEquals(true, verdict.path("valid"), verdict.asString());
    assertEquals(agent.id(), verdict.path("agent"));
    assertEquals(state, verdict.path("agent_state"));
  }

  private static void isNot(String reason, Response verdict) {
    assertEquals(200, verdict.statusCode(), verdict.asString());
    assertEquals(false, verdict.path("valid"), verdict.asString());
    assertEquals(reason, verdict.path("reason"));
  }

  private static List<Map<String, Object>> rows(String type, TestClient agent) {
    return Api.admin()
        .get("/v1/audit/events?type={type}&agent={id}", type, agent.id())
        .jsonPath()
        .getList("events.event");
  }

  private static String keyId(TestClient agent) {
    return Api.admin().get("/v1/agents/{id}/signing-keys", agent.id()).path("items[0].id");
  }

  @Nested
  class AnAgentWithTheScope {
    private TestClient agent;

    @BeforeEach
    void register() {
      agent = TestSigner.agent();
    }

    @Test
    @DisplayName("POST /v1/sign jws → 201, which Nimbus verifies by the published key")
    void signs() throws Exception {
      String token = agent.ownToken("sign");
      Response made = TestSigner.jws(token, TEXT, Map.of("alg", "ES256", "content_type", "json"));
      assertEquals(201, made.statusCode(), made.asString());
      JWSObject jws = JWSObject.parse(made.path("jws"));

      assertTrue(
          jws.verify(new ECDSAVerifier(ECKey.parse(key(agent, jws.getHeader().getKeyID())))));
      assertEquals(TEXT, jws.getPayload().toString());
      assertEquals("avowry-signature+jws", jws.getHeader().getType().getType());
      assertEquals("json", jws.getHeader().getContentType());
      Map<?, ?> who = (Map<?, ?>) jws.getHeader().getCustomParam("avowry");
      assertEquals(Api.ISSUER, who.get("iss"));
      assertEquals(agent.id(), who.get("agent"));
      assertEquals(agent.id(), who.get("sub"));
      assertEquals(Api.claims(token).getList("status.lineage.path"), who.get("path"));
      assertEquals(made.path("kid"), jws.getHeader().getKeyID());
      assertEquals(
          Api.ISSUER + "/v1/agents/" + agent.id() + "/signing-keys/jwks", made.path("jwks_uri"));
      assertEquals(
          made.path("id"),
          Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(jws.getSigningInput()))
              .toString());
    }

    @Test
    @DisplayName("POST /v1/sign jws → 201 by Ed25519, which jose4j verifies by the published key")
    void signsByEd25519() throws Exception {
      String jws = TestSigner.jws(agent, TEXT);
      JsonWebSignature read = new JsonWebSignature();
      read.setCompactSerialization(jws);
      read.setKey(publicKey(key(agent, read.getKeyIdHeaderValue())));

      assertEquals("EdDSA", read.getAlgorithmHeaderValue());
      assertTrue(read.verifySignature());
    }

    @Test
    @DisplayName("detached, and detached as it is → Nimbus verifies with the payload beside it")
    void signsDetached() throws Exception {
      String token = agent.ownToken("sign");
      String plain = "a.b, and $5";
      for (Map<String, Object> form :
          List.<Map<String, Object>>of(
              Map.of("alg", "ES256", "detached", true),
              Map.of("alg", "ES256", "detached", true, "b64", false))) {
        String text = TestSigner.jws(token, plain, form).path("jws");
        JWSObject jws =
            form.containsKey("b64")
                ? JWSObject.parse(text, new Payload(plain))
                : JWSObject.parse(text, new Payload(Base64URL.encode(plain)));
        assertTrue(text.contains(".."), text);
        assertTrue(
            jws.verify(
                new ECDSAVerifier(
                    ECKey.parse(key(agent, jws.getHeader().getKeyID())).toECPublicKey(),
                    Set.of("b64"))));
        Map<String, Object> shown = Map.of("jws", text, "payload", TestSigner.encoded(plain));
        isValid(Api.as(token).body(shown).post("/v1/verify"), agent, "live");
        isNot("malformed", TestSigner.verified(token, text));
        isNot(
            "not_verified",
            Api.as(token)
                .body(Map.of("jws", text, "payload", TestSigner.encoded("another")))
                .post("/v1/verify"));
      }
    }

    @Test
    @DisplayName("POST /v1/sign http → 201, fields that the JDK verifies over a base made by hand")
    void signsRequests() throws Exception {
      Response made =
          TestSigner.http(
              agent.ownToken("sign"),
              Map.of(
                  "method", "POST",
                  "url", "https://Shop.Example:443/items?page=2&q=a%20b",
                  "headers", Map.of("Content-Digest", "sha-256=:AAAA:", "X-Trace", "  1,  2 "),
                  "components",
                      List.of(
                          "@method",
                          "@authority",
                          "@path",
                          "@query-param;name=\"q\"",
                          "content-digest",
                          "content-digest;key=\"sha-256\"",
                          "x-trace"),
                  "label", "mine",
                  "nonce", "say \"so\"",
                  "tag", "test",
                  "expires_in", 90));
      assertEquals(201, made.statusCode(), made.asString());
      String input = made.path("headers.'Signature-Input'");
      assertTrue(input.startsWith("mine=(\"@method\" \"@authority\""), input);
      String base =
          "\"@method\": POST\n"
              + "\"@authority\": shop.example\n"
              + "\"@path\": /items\n"
              + "\"@query-param\";name=\"q\": a%20b\n"
              + "\"content-digest\": sha-256=:AAAA:\n"
              + "\"content-digest\";key=\"sha-256\": :AAAA:\n"
              + "\"x-trace\": 1,  2\n"
              + "\"@signature-params\": "
              + input.substring("mine=".length());
      assertTrue(
          verifies(
              key(agent, made.path("kid")),
              base.getBytes(StandardCharsets.US_ASCII),
              bytes(made.path("headers.Signature"), "mine")));
      Matcher parameters =
          Pattern.compile(
                  "\\);created=([0-9]+);expires=([0-9]+);keyid=\"([A-Za-z0-9_-]{43})\""
                      + ";alg=\"ed25519\";nonce=\"say \\\\\"so\\\\\"\";tag=\"test\"$")
              .matcher(input);
      assertTrue(parameters.find(), input);
      assertEquals(90, Long.parseLong(parameters.group(2)) - Long.parseLong(parameters.group(1)));
      assertEquals(made.path("kid"), parameters.group(3));
      assertEquals(
          Set.of("Signature-Input", "Signature"), made.<Map<String, ?>>path("headers").keySet());
    }

    private byte[] bytes(String field, String label) {
      Matcher found = Pattern.compile(label + "=:([A-Za-z0-9+/=]+):").matcher(field);
      assertTrue(found.find(), field);
      return Base64.getDecoder().decode(found.group(1));
    }

    private Map<String, Object> request(String tag) {
      return Map.of("method", "GET", "url", "https://shop.example/items?page=2", "tag", tag);
    }

    private Response shown(String token, Map<String, Object> request, Response made) {
      Map<String, Object> shown = new HashMap<>();
      shown.put("method", request.get("method"));
      shown.put("url", request.get("url"));
      shown.put("headers", made.path("headers"));
      return Api.as(token).body(Map.of("http", shown)).post("/v1/verify");
    }

    @Test
    @DisplayName(
        "http with web-bot-auth → Signature-Agent is covered, and its directory has the key")
    void signsForTheWeb() throws Exception {
      String token = agent.ownToken("sign");
      Response made = TestSigner.http(token, request("web-bot-auth"));
      assertEquals(201, made.statusCode(), made.asString());
      String input = made.path("headers.'Signature-Input'");

      assertEquals("sig1=\"" + Api.ISSUER + "\"", made.path("headers.'Signature-Agent'"));
      assertTrue(
          input.startsWith(
              "sig1=(\"@method\" \"@authority\" \"@target-uri\" \"signature-agent\";key=\"sig1\")"),
          input);
      assertTrue(input.endsWith(";tag=\"web-bot-auth\""), input);
      String base =
          "\"@method\": GET\n\"@authority\": shop.example\n"
              + "\"@target-uri\": https://shop.example/items?page=2\n"
              + "\"signature-agent\";key=\"sig1\": \""
              + Api.ISSUER
              + "\"\n\"@signature-params\": "
              + input.substring("sig1=".length());
      assertTrue(
          verifies(
              key(agent, made.path("kid")),
              base.getBytes(StandardCharsets.US_ASCII),
              bytes(made.path("headers.Signature"), "sig1")));
      isValid(shown(token, request("web-bot-auth"), made), agent, "live");
      Eventually.within(
          PATIENCE, "the directory has the key", () -> listed().contains(made.path("kid")));
    }

    @Test
    @DisplayName("http with web-bot-auth and jwks_uri → Signature-Agent is the agent's own address")
    void pointsToItself() {
      Map<String, Object> request = new HashMap<>(request("web-bot-auth"));
      request.put("signature_agent", "jwks_uri");
      request.put("components", List.of("@authority"));
      Response made = TestSigner.http(agent.ownToken("sign"), request);

      assertEquals(
          "sig1=\"%s/v1/agents/%s/signing-keys/jwks\";type=jwks_uri"
              .formatted(Api.ISSUER, agent.id()),
          made.path("headers.'Signature-Agent'"));
    }

    private List<String> listed() {
      return RestAssured.get(DIRECTORY).jsonPath().getList("keys.kid");
    }

    @Test
    @DisplayName("without web-bot-auth → its key is in no directory")
    void isNotShownToEverybody() throws Exception {
      String kid = TestSigner.http(agent.ownToken("sign"), request("another")).path("kid");
      TestClient shownOne = TestSigner.agent();
      String shown =
          TestSigner.http(shownOne.ownToken("sign"), request("web-bot-auth")).path("kid");

      Eventually.within(PATIENCE, "a later key is there", () -> listed().contains(shown));
      assertFalse(listed().contains(kid));
    }

    @Test
    @DisplayName("stopped → its key is gone from the directory and from its own set")
    void isShownNoMore() throws Exception {
      String kid = TestSigner.http(agent.ownToken("sign"), request("web-bot-auth")).path("kid");
      Eventually.within(PATIENCE, "the key is there", () -> listed().contains(kid));
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);

      Eventually.within(PATIENCE, "the key is gone", () -> !listed().contains(kid));
      assertEquals(List.of(), TestSigner.published(agent));
    }

    @Test
    @DisplayName("GET the directory → each key vouches for being there, over host and body")
    void isVouchedFor() throws Exception {
      String kid = TestSigner.http(agent.ownToken("sign"), request("web-bot-auth")).path("kid");
      Eventually.within(PATIENCE, "the key is there", () -> listed().contains(kid));
      Response read = RestAssured.get(DIRECTORY);
      assertEquals(
          "application/http-message-signatures-directory+json",
          read.contentType().split(";", -1)[0]);
      String digest = read.header("Content-Digest");
      assertEquals(
          "sha-256=:"
              + Base64.getEncoder()
                  .encodeToString(MessageDigest.getInstance("SHA-256").digest(read.asByteArray()))
              + ":",
          digest);

      Matcher proof =
          Pattern.compile(
                  "(sig[0-9]+)=(\\(\"@authority\";req \"content-digest\"\\);[^,]*keyid=\"%s\"[^,]*"
                          .formatted(kid)
                      + ";tag=\"http-message-signatures-directory\")")
              .matcher(read.header("Signature-Input"));
      assertTrue(proof.find(), read.header("Signature-Input"));
      String base =
          "\"@authority\";req: avowry.example\n\"content-digest\": %s\n\"@signature-params\": %s"
              .formatted(digest, proof.group(2));
      assertTrue(
          verifies(
              key(agent, kid),
              base.getBytes(StandardCharsets.US_ASCII),
              bytes(read.header("Signature"), proof.group(1))));
      assertEquals(
          304,
          RestAssured.given()
              .header("If-None-Match", read.header("ETag"))
              .get(DIRECTORY)
              .statusCode());
    }

    @Test
    @DisplayName("POST /v1/verify → who signed, on which path, when, and what became of them")
    void isVerified() {
      String token = agent.ownToken("sign");
      Response verdict = verdict(TestSigner.jws(token, TEXT, Map.of()).path("jws"));

      isValid(verdict, agent, "live");
      assertEquals(agent.id(), verdict.path("subject"));
      assertEquals(Api.claims(token).getString("sponsor"), verdict.path("sponsor"));
      assertEquals(Api.claims(token).getList("status.lineage.path"), verdict.path("path"));
      assertEquals(Api.claims(token).getString("jti"), verdict.path("token"));
      assertEquals(Api.claims(token).getInt("status.lineage.seq"), verdict.<Integer>path("fence"));
    }

    @Test
    @DisplayName(
        "suspended → 401; what it signed before counts, and tells; resumed, it signs again")
    void isStopped() {
      String token = agent.ownToken("sign");
      String before = TestSigner.jws(token, TEXT, Map.of()).path("jws");
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);

      Expect.problem(401, "invalid-token", TestSigner.jws(token, TEXT, Map.of()));
      isValid(verdict(before), agent, "suspended");
      Api.order("resume", "agent", agent.id()).then().statusCode(200);
      Expect.problem(401, "invalid-token", TestSigner.jws(token, TEXT, Map.of()));
      isValid(verdict(TestSigner.jws(agent, TEXT)), agent, "live");
      isValid(verdict(before), agent, "live");
      assertEquals(1, TestSigner.published(agent).size());
    }

    @Test
    @DisplayName("a request that was good until a while ago → expired, and still known")
    void expires() throws Exception {
      Map<String, Object> request = new HashMap<>(request("test"));
      request.put("expires_in", 1);
      String token = agent.ownToken("sign");
      Response made = TestSigner.http(token, request);

      Eventually.within(
          PATIENCE,
          "it has expired",
          () -> "expired".equals(shown(token, request, made).path("reason")));
      assertEquals(agent.id(), shown(token, request, made).path("agent"));
    }

    @Test
    @DisplayName("another method, address or field than was signed → it does not verify")
    void isForOneRequest() {
      String token = agent.ownToken("sign");
      Map<String, Object> request = request("test");
      Response made = TestSigner.http(token, request);
      for (Map.Entry<String, Object> other :
          Map.<String, Object>of("method", "POST", "url", "https://shop.example/items?page=3")
              .entrySet()) {
        Map<String, Object> changed = new HashMap<>(request);
        changed.put(other.getKey(), other.getValue());
        isNot("not_verified", shown(token, changed, made));
      }
      isValid(shown(token, request, made), agent, "live");
    }

    @Test
    @DisplayName("POST …/rotate → 201, another key signs; what the first has signed counts")
    void rotates() {
      String token = agent.ownToken("sign");
      String before = TestSigner.jws(token, TEXT, Map.of()).path("jws");
      Response rotated =
          Api.as(token).body(Map.of()).post("/v1/agents/{id}/signing-keys/rotate", agent.id());
      assertEquals(201, rotated.statusCode(), rotated.asString());
      Response after = TestSigner.jws(token, TEXT, Map.of());

      assertEquals(rotated.<String>path("kid"), after.path("kid"));
      isValid(verdict(before), agent, "live");
      isValid(verdict(after.path("jws")), agent, "live");
      assertEquals(2, TestSigner.published(agent).size());
      Response keys = Api.as(token).get("/v1/agents/{id}/signing-keys", agent.id());
      assertEquals(List.of(false, true), keys.path("items.signs"));
      assertNotEquals(keys.path("items[0].kid"), keys.<String>path("items[1].kid"));
    }

    @Test
    @DisplayName("its key is revoked → nothing that it signed counts; the next is by a new key")
    void losesItsKey() {
      String before = TestSigner.jws(agent, TEXT);
      String id = keyId(agent);
      Api.as(agent.ownToken("read"))
          .body(Api.order("revoke", "signing_key", id, false))
          .post("/v1/revocations")
          .then()
          .statusCode(200);

      isNot("key_ended", verdict(before));
      assertEquals(List.of(), TestSigner.published(agent));
      isValid(verdict(TestSigner.jws(agent, TEXT)), agent, "live");
      assertEquals(1, TestSigner.published(agent).size());
      assertEquals(
          List.of("revoked", "live"),
          Api.admin().get("/v1/agents/{id}/signing-keys", agent.id()).path("items.state"));
    }

    @Test
    @DisplayName(
        "its key is suspended → 409 for signing and for going round it, until it is resumed")
    void waitsForItsKey() {
      String before = TestSigner.jws(agent, TEXT);
      String id = keyId(agent);
      Api.order("suspend", "signing_key", id).then().statusCode(200);
      String token = agent.ownToken("sign");

      Expect.problem(409, "conflict", TestSigner.jws(token, TEXT, Map.of()));
      Expect.problem(
          409,
          "conflict",
          Api.as(token).body(Map.of()).post("/v1/agents/{id}/signing-keys/rotate", agent.id()));
      isNot("key_ended", verdict(before));
      Api.order("resume", "signing_key", id).then().statusCode(200);
      isValid(verdict(before), agent, "live");
      isValid(verdict(TestSigner.jws(agent, TEXT)), agent, "live");
    }

    @Test
    @DisplayName("many first signatures at once → one key, and all of them count")
    void makesOneKey() throws Exception {
      String token = agent.ownToken("sign");
      List<String> made = new ArrayList<>();
      for (Response each : AtOnce.run(8, () -> TestSigner.jws(token, TEXT, Map.of()))) {
        assertEquals(201, each.statusCode(), each.asString());
        made.add(each.path("kid"));
      }
      assertEquals(1, Set.copyOf(made).size());
      assertEquals(1, TestSigner.published(agent).size());
    }

    @Test
    @DisplayName("its row → the digest and the key, and nothing of the payload")
    void isRecorded() throws Exception {
      String secret = "nobody-else-reads-this";
      Response made = TestSigner.jws(agent.ownToken("sign"), secret, Map.of());

      Eventually.within(
          PATIENCE, "the row is in the tree", () -> rows("signature_made", agent).size() == 1);
      Map<String, Object> row = rows("signature_made", agent).getFirst();
      Map<?, ?> detail = (Map<?, ?>) Objects.requireNonNull(row.get("detail"));
      assertEquals(made.path("id"), row.get("target"));
      assertEquals("jws", detail.get("kind"));
      assertEquals(made.path("kid"), detail.get("kid"));
      assertFalse(row.toString().contains(secret), row::toString);
      assertFalse(row.toString().contains(TestSigner.encoded(secret)), row::toString);
      assertEquals(keyId(agent), rows("signing_key_made", agent).getFirst().get("target"));
    }

    @Test
    @DisplayName("a token of ours as the payload → neither the JWS nor any splice of it is a token")
    void signsNoToken() {
      String token = agent.ownToken("sign");
      String[] parts = token.split("\\.", -1);
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      String jws =
          TestSigner.jws(token, claims, Map.of("alg", "ES256", "content_type", "at+jwt"))
              .path("jws");
      String[] signed = jws.split("\\.", -1);
      String whole =
          TestSigner.jws(token, parts[0] + "." + parts[1], Map.of("alg", "ES256")).path("jws");
      String plain =
          TestSigner.jws(
                  token,
                  parts[0] + "." + parts[1],
                  Map.of("alg", "ES256", "detached", true, "b64", false))
              .path("jws");

      for (String forged :
          List.of(
              jws,
              whole,
              parts[0] + "." + parts[1] + "." + signed[2],
              parts[0] + "." + parts[1] + "." + whole.split("\\.", -1)[2],
              parts[0] + "." + parts[1] + "." + plain.split("\\.", -1)[2])) {
        Expect.problem(401, "invalid-token", Api.as(forged).get("/v1/me"));
        assertEquals(false, agent.introspect(forged).path("active"), forged);
        Expect.oauthError(401, "invalid_client", asAssertion(forged));
      }
      Set<String> ours = Set.copyOf(RestAssured.get("/jwks").jsonPath().getList("keys.kid"));
      TestSigner.published(agent).forEach(key -> assertFalse(ours.contains(key.get("kid"))));
    }

    private Response asAssertion(String forged) {
      return RestAssured.given()
          .contentType("application/x-www-form-urlencoded")
          .formParam("grant_type", "client_credentials")
          .formParam("client_id", agent.id())
          .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
          .formParam("client_assertion", forged)
          .post("/token");
    }

    @Test
    @DisplayName("a longer payload than is signed → 413")
    void signsNothingTooLong() {
      String token = agent.ownToken("sign");
      assertEquals(201, TestSigner.jws(token, "a".repeat(32_768), Map.of()).statusCode());
      Expect.problem(413, "too-large", TestSigner.jws(token, "a".repeat(32_769), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{'jws': {'payload': 'YQ'}, 'http': {'method': 'GET', 'url': 'https://a.example/'}}",
          "{'jws': {'payload': 'YQ=='}}",
          "{'jws': {'payload': 'Y'}}",
          "{'jws': {'payload': 'YR'}}",
          "{'jws': {'payload': 'YQ', 'b64': false}}",
          "{'jws': {'payload': 'YQ', 'alg': 'none'}}",
          "{'jws': {'payload': 'YQ', 'alg': 'RS256'}}",
          "{'jws': {'payload': 'YQ', 'alg': 'HS256'}}",
          "{'jws': {'payload': 'YQ', 'alg': 'eddsa'}}",
          "{'jws': {'payload': 'YQ', 'typ': 'at+jwt'}}",
          "{'jws': {'payload': 'YQ', 'content_type': 'a b'}}",
          "{'jws': {'payload': 5}}",
          "{'http': {'method': 'GET', 'url': '/a'}}",
          "{'http': {'method': 'G T', 'url': 'https://a.example/'}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'headers': {'x': 'a\\r\\nb'}}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'headers': {'x y': 'a'}}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'components': []}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'components': ['x']}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'components': ['@status']}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'components': ['@authority;req']}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'components': ['@path', '@path']}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'label': 'A'}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'label': 'a=()'}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'nonce': 'a\\nb'}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'expires_in': 0}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'expires_in': 3601}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'signature_agent': 'directory'}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'tag': 'http-message-signatures-directory'}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'tag': 'web-bot-auth', 'components': ['@path']}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'tag': 'web-bot-auth', 'headers': {'Signature-Agent': 'x'}}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'tag': 'web-bot-auth', 'signature_agent': 'cimd'}}"
        })
    @DisplayName("what cannot be signed → 400")
    void refuses(String body) {
      Expect.problem(
          400,
          "invalid-request",
          Api.as(agent.ownToken("sign")).body(body.replace('\'', '"')).post("/v1/sign"));
    }

    @Test
    @DisplayName("acts for another → the signature says for whom, and ends with either")
    void signsForAnother() {
      TestClient other = TestSigner.agent();
      String theirs =
          other
              .clientCredentials(
                  Map.of("scope", "sign", "resource", Api.ISSUER, "requested_actor", agent.id()))
              .path("access_token");
      String lent =
          agent
              .exchange(theirs, Map.of("scope", "sign", "resource", Api.ISSUER))
              .then()
              .statusCode(200)
              .extract()
              .path("access_token");
      Response verdict = verdict(TestSigner.jws(lent, TEXT, Map.of()).path("jws"));

      isValid(verdict, agent, "live");
      assertEquals(other.id(), verdict.path("subject"));
      assertTrue(verdict.<List<String>>path("path").contains(other.id()));
      Api.order("suspend", "agent", other.id()).then().statusCode(200);
      Expect.problem(401, "invalid-token", TestSigner.jws(lent, TEXT, Map.of()));
    }

    @Test
    @DisplayName(
        "its sub-agent signs by a key of its own, and no more once the one above is stopped")
    void isSignedForBelow() {
      TestClient child =
          NewTestAgent.subAgent()
              .with("scopes", List.of("sign"))
              .register(agent.ownToken("agents:spawn"));
      String token = child.ownToken("sign");
      String made = TestSigner.jws(token, TEXT, Map.of()).path("jws");
      TestSigner.jws(agent, TEXT);
      assertNotEquals(
          TestSigner.published(agent).getFirst().get("kid"),
          TestSigner.published(child).getFirst().get("kid"));
      Api.order("revoke", "agent", agent.id()).then().statusCode(200);

      Expect.problem(401, "invalid-token", TestSigner.jws(token, TEXT, Map.of()));
      isValid(verdict(made), child, "revoked");
    }
  }

  @Nested
  class AnotherAgent {
    private TestClient other;

    @BeforeEach
    void register() {
      other = TestSigner.agent();
    }

    @Test
    @DisplayName("GET, POST on the keys of a stranger → 404; revoking one → 404")
    void doesNotReach() {
      TestClient agent = TestSigner.agent();
      TestSigner.jws(agent, TEXT);
      String token = other.ownToken("sign");

      Expect.problem(
          404, "not-found", Api.as(token).get("/v1/agents/{id}/signing-keys", agent.id()));
      Expect.problem(
          404,
          "not-found",
          Api.as(token).body(Map.of()).post("/v1/agents/{id}/signing-keys/rotate", agent.id()));
      Expect.problem(
          404,
          "not-found",
          Api.as(token)
              .body(Api.order("revoke", "signing_key", keyId(agent), false))
              .post("/v1/revocations"));
    }

    @ParameterizedTest
    @CsvSource({"header, not_verified", "payload, not_verified", "signature, not_verified"})
    @DisplayName("changes a JWS → it does not verify")
    void forges(String part, String reason) {
      String[] parts = TestSigner.jws(other, TEXT).split("\\.", -1);
      switch (part) {
        case "header" ->
            parts[0] =
                TestSigner.encoded(
                    new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
                        .replace("\"iat\":1", "\"iat\":2"));
        case "payload" -> parts[1] = TestSigner.encoded("{\"total\":43}");
        default -> parts[2] = Base64URL.encode(new byte[64]).toString();
      }
      isNot(reason, verdict(String.join(".", parts)));
    }

    @Test
    @DisplayName("shows what is no signature of an agent → malformed, unknown_key")
    void showsSomethingElse() {
      String token = other.ownToken("read");
      for (String no : List.of(token, "", "a", "a.b.c", "..", other.assertion(), "e30.e30.AAAA")) {
        isNot("malformed", TestSigner.verified(token, no));
      }
      String[] parts = TestSigner.jws(other, TEXT).split("\\.", -1);
      String header =
          new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
              .replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"nobody\"");
      parts[0] = TestSigner.encoded(header);
      isNot("unknown_key", TestSigner.verified(token, String.join(".", parts)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{'payload': 'YQ'}",
          "{'jws': 'a', 'payload': 'YQ=='}",
          "{'jws': 'a', 'http': {'method': 'GET', 'url': 'https://a.example/', 'headers': {}}}",
          "{'http': {'method': 'GET', 'url': 'https://a.example/', 'headers': {'x': 'a\\nb'}}}"
        })
    @DisplayName("asks nothing that can be answered → 400")
    void asksNonsense(String body) {
      Expect.problem(
          400,
          "invalid-request",
          Api.as(other.ownToken("read")).body(body.replace('\'', '"')).post("/v1/verify"));
    }
  }

  @Nested
  class AnAgentWithoutTheScope {
    @Test
    @DisplayName("POST /v1/sign, …/rotate → 403")
    void signsNothing() {
      TestClient agent = TestSigner.agent();
      String token = agent.ownToken("read");

      Expect.problem(403, "insufficient-scope", TestSigner.jws(token, TEXT, Map.of()));
      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(token).body(Map.of()).post("/v1/agents/{id}/signing-keys/rotate", agent.id()));
    }
  }

  @Nested
  class ASponsor {
    @Test
    @DisplayName("signs nothing; verifies, and looks after the keys of their agents")
    void looksAfter() {
      TestHuman sponsor = TestHuman.sponsor();
      TestClient agent = TestSigner.under(sponsor.id());
      String made = TestSigner.jws(agent, TEXT);

      Expect.problem(403, "insufficient-scope", TestSigner.jws(sponsor.token(), TEXT, Map.of()));
      isValid(TestSigner.verified(sponsor.token(), made), agent, "live");
      sponsor
          .as()
          .body(Map.of("alg", "EdDSA"))
          .post("/v1/agents/{id}/signing-keys/rotate", agent.id())
          .then()
          .statusCode(201);
      assertEquals(
          2, sponsor.as().get("/v1/agents/{id}/signing-keys", agent.id()).<Integer>path("total"));
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName(
        "POST …/rotate → the row says who answers for the agent, and which key was retired")
    void rotates() throws Exception {
      String sponsor = Api.sponsor();
      TestClient agent = TestSigner.under(sponsor);
      String before = TestSigner.jws(agent.ownToken("sign"), TEXT, Map.of()).path("kid");
      Api.admin()
          .body(Map.of())
          .post("/v1/agents/{id}/signing-keys/rotate", agent.id())
          .then()
          .statusCode(201);

      Eventually.within(
          PATIENCE, "the row is in the tree", () -> rows("signing_key_rotated", agent).size() == 1);
      Map<String, Object> row = rows("signing_key_rotated", agent).getFirst();
      assertEquals(sponsor, row.get("sponsor"));
      assertEquals(before, ((Map<?, ?>) Objects.requireNonNull(row.get("detail"))).get("retired"));
    }
  }

  @Nested
  class Anybody {
    @Test
    @DisplayName("without a token → 401; the public keys → 200, of nobody → none")
    void readsKeysAlone() {
      for (String path : List.of("/v1/sign", "/v1/verify")) {
        Expect.problem(
            401,
            "invalid-token",
            RestAssured.given().contentType("application/json").body("{}").post(path));
      }
      Response directory = RestAssured.get(DIRECTORY);
      assertEquals(200, directory.statusCode());
      assertEquals(List.of("public, max-age=300"), directory.headers().getValues("Cache-Control"));
      assertEquals(
          List.of(), RestAssured.get("/v1/agents/AAAAAAAAAAA/signing-keys/jwks").path("keys"));
    }
  }
}
