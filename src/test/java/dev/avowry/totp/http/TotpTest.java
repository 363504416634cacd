package dev.avowry.totp.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.OneTimePassword;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.QrPng;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestFactor;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.VaultRows;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One-time codes: each given once in all, to whom somebody lets, on record before it is. */
@AvowryTest
class TotpTest {
  private static final List<String> SCOPES =
      List.of("read", "totp:code", "totp:backup", "vault:read", "vault:write", "agents:spawn");
  private static final String SHOP = "https://shop.example";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TestHuman sponsor;
  private TestClient agent;

  @BeforeEach
  void register() {
    sponsor = TestHuman.sponsor();
    agent = agent();
  }

  private TestClient agent() {
    return Api.agent(sponsor.id()).with("scopes", SCOPES).register();
  }

  private static String token(TestClient asker) {
    return asker.ownToken("totp:code");
  }

  private static TestClient child(TestClient parent) {
    return NewTestAgent.subAgent()
        .with("scopes", List.of("totp:code"))
        .register(parent.ownToken("agents:spawn"));
  }

  /** A factor that the agent may use. */
  private TestFactor granted(String uri) {
    return granted(uri, Map.of(), Map.of());
  }

  private TestFactor granted(String uri, Map<String, Object> more, Map<String, Object> grant) {
    TestFactor factor = TestFactor.keep(sponsor.as(), uri, more);
    factor.grant(sponsor.as(), agent.id(), grant);
    return factor;
  }

  private static void isUnknown(Response answer) {
    Expect.problem(404, "not-found", answer);
  }

  private static List<Map<String, Object>> rows(String type, String asker) {
    return Api.admin()
        .get("/v1/audit/events?type=%s&agent=%s".formatted(type, asker))
        .then()
        .statusCode(200)
        .extract()
        .path("events");
  }

  private static long count(List<Integer> statuses, int status) {
    return statuses.stream().filter(found -> found == status).count();
  }

  @Nested
  class AnAgentWithAGrant {
    @Test
    @DisplayName("POST /v1/totp/{id}/code → the code of this step, and for how long")
    void isGivenACode() {
      int period = TestFactor.calmPeriod();
      long step = Instant.now().getEpochSecond() / period;
      TestFactor factor =
          granted(
              TestFactor.totp(TestFactor.SECRET, "&digits=8&algorithm=SHA256&period=" + period));

      Response answer = factor.code(token(agent));

      String code =
          new OneTimePassword(OneTimePassword.Hash.SHA256, 8)
              .code(SecretBytes.ofText("12345678901234567890"), step);
      answer
          .then()
          .statusCode(200)
          .body("code", equalTo(code))
          .body("digits", equalTo(8))
          .body("period", equalTo(period));
      long ends = Instant.now().getEpochSecond() + answer.<Integer>path("seconds_left");
      assertTrue(Math.abs(ends - (step + 1) * period) <= 2, () -> "ends at " + ends);
      Expect.notStored(answer);
    }

    @Test
    @DisplayName("POST …/code again in the same step → 409 that tells the seconds left (A-142)")
    void isGivenItOnce() {
      TestFactor factor = granted(TestFactor.calm());
      String token = token(agent);
      factor.code(token).then().statusCode(200);

      Response again = Expect.problem(409, "conflict", factor.code(token));

      assertTrue(again.<String>path("detail").matches(".*begins in [1-9][0-9]* seconds"));
    }

    @Test
    @DisplayName("the next step → another code")
    void isGivenTheNext() throws Exception {
      TestFactor factor = granted(TestFactor.totp(TestFactor.SECRET, "&period=1"));
      String token = token(agent);
      List<String> codes = new ArrayList<>();

      Eventually.within(
          PATIENCE,
          "two codes, a second apart",
          () -> {
            Response answer = factor.code(token);
            if (answer.statusCode() == 200) {
              codes.add(answer.path("code"));
            }
            return codes.size() == 2;
          });

      assertEquals(2, new HashSet<>(codes).size(), codes::toString);
    }

    @Test
    @DisplayName("POST …/code of a counter → the codes of RFC 4226 appendix D, one by one")
    void isGivenTheCodesOfACounter() {
      TestFactor factor = granted(TestFactor.hotp());
      String token = token(agent);

      for (String code : TestFactor.COUNTED) {
        Response answer = factor.code(token);
        answer.then().statusCode(200).body("code", equalTo(code));
        assertFalse(answer.asString().contains("seconds_left"));
      }
    }

    @Test
    @DisplayName("each code is on record by its step or number, and the code itself is not")
    void isOnRecord() throws Exception {
      TestFactor factor = granted(TestFactor.hotp());
      String token = token(agent);
      factor.code(token, SHOP).then().statusCode(200);
      factor.code(token).then().statusCode(200);

      Eventually.within(PATIENCE, "two rows", () -> rows("secret_used", agent.id()).size() == 2);

      String rows = rows("secret_used", agent.id()).toString();
      assertTrue(rows.contains("purpose=code"), rows);
      assertTrue(rows.contains("number=0") && rows.contains("number=1"), rows);
      assertTrue(rows.contains("origin=" + SHOP), rows);
      assertFalse(rows.contains("755224"), rows);
    }

    @Test
    @DisplayName("POST …/code without the scope → 403; by a grant to read → 404")
    void needsTheScopeAndTheGrant() {
      TestFactor factor = granted(TestFactor.hotp());
      Expect.problem(403, "insufficient-scope", factor.code(agent.ownToken("vault:read")));
      TestFactor readable = TestFactor.keep(sponsor.as(), TestFactor.hotp());
      readable.grant(sponsor.as(), agent.id(), Map.of("uses", List.of("read")));

      isUnknown(readable.code(token(agent)));
    }

    @Test
    @DisplayName(
        "POST /v1/vault/{id}/read → never, by whatever grant: 409 without the seed (A-142)")
    void neverReadsTheSeed() {
      TestFactor factor =
          granted(
              TestFactor.calm(),
              Map.of("backup_codes", List.of("written-down")),
              Map.of("uses", List.of("use", "read")));

      Response answer =
          Expect.problem(409, "conflict", factor.secret().read(agent.ownToken("vault:read")));

      assertFalse(answer.asString().contains(TestFactor.SECRET), answer.asString());
      Expect.problem(409, "conflict", factor.secret().read(agent.ownToken("vault:read"), 1));
      Expect.problem(403, "insufficient-scope", factor.secret().read(Api.adminToken()));
    }

    @Test
    @DisplayName("bound to origins: none → 400, another → 403 on record, that one → the code")
    void isGivenCodesForThatSiteAlone() throws Exception {
      TestFactor factor =
          granted(TestFactor.hotp(), Map.of("origins", List.of(SHOP, SHOP + ":8443")), Map.of());
      String token = token(agent);

      Expect.problem(400, "invalid-request", factor.code(token));
      List<String> others =
          List.of(
              "https://www.shop.example",
              "https://shop.example.evil.example",
              "https://sh0p.example",
              "https://xn--shp-0na.example",
              SHOP + ":444");
      for (String other : others) {
        Expect.problem(403, "forbidden", factor.code(token, other));
      }
      for (String none : List.of("http://shop.example", SHOP + "/", "https://shоp.example", "")) {
        Expect.problem(400, "invalid-request", factor.code(token, none));
      }
      factor
          .code(token, SHOP)
          .then()
          .statusCode(200)
          .body("code", equalTo(TestFactor.COUNTED.getFirst()))
          .body("origin", equalTo(SHOP));
      factor.code(token, SHOP + ":8443").then().statusCode(200);
      Eventually.within(
          PATIENCE,
          "the refusals are on record",
          () -> rows("secret_refused", agent.id()).size() == others.size());
    }

    @Test
    @DisplayName("the grant is taken away, the factor removed, the agent stopped → no code")
    void losesIt() {
      TestFactor factor = granted(TestFactor.hotp());
      String token = token(agent);
      factor.code(token).then().statusCode(200);
      Api.order("suspend", "node", factor.id()).then().statusCode(200);
      isUnknown(factor.code(token));
      Api.order("resume", "node", factor.id()).then().statusCode(200);
      factor.code(token).then().statusCode(200);

      sponsor.as().delete("/v1/vault/{id}", factor.id()).then().statusCode(204);
      isUnknown(factor.code(token));

      TestFactor other = TestFactor.keep(sponsor.as(), TestFactor.hotp());
      String grant = other.grant(sponsor.as(), agent.id());
      other.code(token).then().statusCode(200);
      other.secret().withdraw(sponsor.as(), grant).then().statusCode(204);
      isUnknown(other.code(token));

      Api.order("suspend", "agent", agent.id()).then().statusCode(200);
      Expect.problem(401, "invalid-token", other.code(token));
    }

    @Test
    @DisplayName("before not_before → 404; after the factor's own end → 409")
    void isGivenCodesInTheirTime() {
      TestFactor early =
          granted(
              TestFactor.hotp(),
              Map.of(),
              Map.of("not_before", Instant.now().plus(Duration.ofHours(1)).toString()));
      isUnknown(early.code(token(agent)));

      TestFactor over =
          granted(
              TestFactor.hotp(),
              Map.of("expires_at", Instant.now().minusSeconds(1).toString()),
              Map.of());
      Expect.problem(409, "conflict", over.code(token(agent)));
    }

    @Test
    @DisplayName("16 at once by a grant of three → three codes, the first three, and no more ever")
    void isGivenAsManyAsItMay() throws Exception {
      TestFactor factor = granted(TestFactor.hotp(), Map.of(), Map.of("count", 3));
      String token = token(agent);

      List<Response> answers = AtOnce.run(16, () -> factor.code(token));

      List<String> codes =
          answers.stream()
              .filter(answer -> answer.statusCode() == 200)
              .map(answer -> answer.<String>path("code"))
              .toList();
      assertEquals(3, codes.size(), codes::toString);
      assertEquals(3, new HashSet<>(codes).size(), codes::toString);
      Expect.problem(409, "conflict", factor.code(token));
    }

    @Test
    @DisplayName("of an API key → 409: it gives no codes")
    void asksTheRightThing() {
      TestSecret key = TestSecret.keep(sponsor.as(), "a key");
      key.grant(sponsor.as(), agent.id(), Map.of("uses", List.of("use")));

      Expect.problem(409, "conflict", new TestFactor(key.id()).code(token(agent)));
    }

    @Test
    @DisplayName("asked too often → 429 with Retry-After; another agent is not concerned")
    void asksInModeration() {
      TestFactor factor = granted(TestFactor.calm());
      String token = token(agent);
      List<Integer> statuses =
          IntStream.range(0, 61).mapToObj(any -> factor.code(token).statusCode()).toList();

      assertEquals(1, count(statuses, 200), statuses::toString);
      assertEquals(59, count(statuses, 409), statuses::toString);
      Response last = Expect.problem(429, "too-many-requests", factor.code(token));
      assertEquals("60", last.header("Retry-After"));
      isUnknown(factor.code(token(agent())));
    }

    @Test
    @DisplayName(
        "GET /v1/vault → what it may use; the worklist → nothing, since it was told nothing")
    void knowsOfItAndWasToldNothing() {
      TestFactor factor = granted(TestFactor.calm());
      String token = token(agent);
      factor.code(token).then().statusCode(200);

      Response list = Api.as(token).get("/v1/vault");

      list.then()
          .statusCode(200)
          .body("items.id", equalTo(List.of(factor.id())))
          .body("items[0].type", equalTo("totp"));
      assertFalse(list.asString().contains(TestFactor.SECRET), list.asString());
      sponsor
          .as()
          .get("/v1/vault/worklist?node=" + agent.id())
          .then()
          .statusCode(200)
          .body("items", empty());
    }
  }

  @Nested
  class AnAgentWithout {
    @Test
    @DisplayName("code → one 404, whether there is such a factor or not (A-112)")
    void knowsOfNothing() {
      TestFactor factor = TestFactor.keep(sponsor.as(), TestFactor.hotp());
      TestFactor none = new TestFactor("AAAAAAAAAAA");

      String detail = factor.code(token(agent)).then().statusCode(404).extract().path("detail");

      assertEquals(detail, none.code(token(agent)).then().statusCode(404).extract().path("detail"));
    }

    @Test
    @DisplayName("it kept the factor itself → it is given no code by that")
    void isGivenNoneOfItsOwn() {
      TestFactor own = TestFactor.keep(Api.as(agent.ownToken("vault:write")), TestFactor.hotp());
      isUnknown(own.code(token(agent)));

      own.grant(sponsor.as(), agent.id());

      own.code(token(agent)).then().statusCode(200);
    }
  }

  @Nested
  class ASubtree {
    @Test
    @DisplayName("50 at once, of an agent and those below it → one code in all (A-142)")
    void sharesOneStep() throws Exception {
      TestFactor factor = TestFactor.keep(sponsor.as(), TestFactor.calm());
      factor.grant(sponsor.as(), agent.id(), Map.of("subtree", true));
      List<String> tokens = List.of(token(agent), token(child(agent)), token(child(agent)));

      List<Integer> statuses =
          AtOnce.run(50, inTurn(tokens, token -> factor.code(token).statusCode()));

      assertEquals(1, count(statuses, 200), statuses::toString);
      assertEquals(49, count(statuses, 409), statuses::toString);
    }

    @Test
    @DisplayName("30 at once of a counter → 30 codes, each another one")
    void countsTogether() throws Exception {
      TestFactor factor = TestFactor.keep(sponsor.as(), TestFactor.hotp());
      factor.grant(sponsor.as(), sponsor.id(), Map.of("subtree", true));
      List<String> tokens = List.of(token(agent), token(child(agent)), token(agent()));

      List<String> codes = AtOnce.run(30, inTurn(tokens, token -> factor.code(token).path("code")));

      assertEquals(30, new HashSet<>(codes).size(), codes::toString);
      assertTrue(codes.containsAll(TestFactor.COUNTED), codes::toString);
    }

    @Test
    @DisplayName("the grant is to the agent above alone → 404 below")
    void isNotIncludedUnlessSaid() {
      TestFactor factor = granted(TestFactor.hotp());

      isUnknown(factor.code(token(child(agent))));
      factor.code(token(agent)).then().statusCode(200);
    }

    @Test
    @DisplayName("who may have the folder → the codes of what is in it; closed → none")
    void isGivenWhatIsInAFolder() {
      String folder =
          sponsor
              .as()
              .body(Map.of("name", "shops"))
              .post("/v1/vault/folders")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      TestFactor inside =
          TestFactor.keep(sponsor.as(), TestFactor.hotp(), Map.of("folder", folder));
      new TestFactor(folder).grant(sponsor.as(), agent.id(), Map.of("subtree", true));
      inside.code(token(child(agent))).then().statusCode(200);

      sponsor.as().delete("/v1/vault/{id}", folder).then().statusCode(204);

      isUnknown(inside.code(token(agent)));
    }

    private <T> Callable<T> inTurn(List<String> tokens, Function<String, T> attempt) {
      AtomicInteger next = new AtomicInteger();
      return () -> attempt.apply(tokens.get(next.getAndIncrement() % tokens.size()));
    }
  }

  @Nested
  class BackupCodes {
    private SignedInHuman human;
    private TestFactor factor;

    @BeforeEach
    void keep() {
      human = SignedInHuman.sponsor("Ada");
      agent = Api.agent(human.id()).with("scopes", SCOPES).register();
      factor =
          TestFactor.keep(
              Api.admin(),
              TestFactor.hotp(),
              Map.of("backup_codes", List.of("first-code", "second-code", "third-code")));
      factor.grant(Api.admin(), agent.id());
      TestFactor.BACKUP.is("sponsor");
    }

    @Test
    @DisplayName("with an approval → each code once, in their order, then 409")
    void areGivenOnce() {
      String token = TestFactor.approvedToken(agent, human);

      factor
          .backupCode(token)
          .then()
          .statusCode(200)
          .body("code", equalTo("first-code"))
          .body("left", equalTo(2));
      factor.backupCode(token).then().body("code", equalTo("second-code"));
      String another = TestFactor.approvedToken(agent, human);
      factor
          .backupCode(another)
          .then()
          .body("code", equalTo("third-code"))
          .body("left", equalTo(0));
      Expect.problem(409, "conflict", factor.backupCode(another));
    }

    @Test
    @DisplayName("12 at once → three codes, each another one")
    void areGivenOnceInARace() throws Exception {
      String token = TestFactor.approvedToken(agent, human);

      List<Response> answers = AtOnce.run(12, () -> factor.backupCode(token));

      List<String> codes =
          answers.stream()
              .filter(answer -> answer.statusCode() == 200)
              .map(answer -> answer.<String>path("code"))
              .sorted()
              .toList();
      assertEquals(List.of("first-code", "second-code", "third-code"), codes);
    }

    @Test
    @DisplayName("without an approval → no such token; with a token for codes → 403")
    void takeAnApproval() {
      Expect.oauthError(
          400,
          "invalid_scope",
          agent.clientCredentials(Map.of("scope", "totp:backup", "resource", Api.ISSUER)));
      Expect.problem(403, "insufficient-scope", factor.backupCode(token(agent)));
    }

    @Test
    @DisplayName("without a rule for the scope → 409, and the token does not outlive the next rule")
    void takeARule() {
      TestFactor.BACKUP.isNoMore();
      String unapproved = agent.ownToken("totp:backup");
      Response answer = Expect.problem(409, "conflict", factor.backupCode(unapproved));
      answer.then().body("detail", containsString("totp:backup"));

      TestFactor.BACKUP.is("sponsor");

      Expect.problem(401, "invalid-token", factor.backupCode(unapproved));
    }
  }

  @Nested
  class WhoKeepsThem {
    @Test
    @DisplayName("POST /v1/totp → 201 without what is secret, which is nowhere in the database")
    void isSealed() {
      String secret = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";
      Response answer =
          TestFactor.tryKeep(
              sponsor.as(),
              Map.of(
                  "uri",
                  TestFactor.totp(secret, "&digits=7"),
                  "backup_codes",
                  List.of("a-code-of-paper-77"),
                  "origins",
                  List.of(SHOP + ":443")));

      answer
          .then()
          .statusCode(201)
          .body("type", equalTo("totp"))
          .body("algorithm", equalTo("SHA1"))
          .body("digits", equalTo(7))
          .body("period", equalTo(30))
          .body("origins", equalTo(List.of(SHOP)))
          .body("backup_codes", equalTo(1));
      assertFalse(answer.asString().contains(secret));
      for (String text : List.of(secret, "abcdefghij", "a-code-of-paper-77")) {
        assertEquals(List.of(), VaultRows.tablesWith(text));
      }
    }

    @Test
    @DisplayName("POST /v1/totp with a picture → the same as with the URI in it")
    void readsPictures() {
      Response kept = TestFactor.tryKeep(sponsor.as(), Map.of("qr", QrPng.of(TestFactor.hotp())));
      kept.then().statusCode(201).body("type", equalTo("hotp"));
      TestFactor factor = new TestFactor(kept.path("id"));
      factor.grant(sponsor.as(), agent.id());

      factor
          .code(token(agent))
          .then()
          .statusCode(200)
          .body("code", equalTo(TestFactor.COUNTED.getFirst()));
    }

    @Test
    @DisplayName("a picture of nothing, of too much, of something else, none → 400")
    void refusesOtherPictures() {
      for (String picture :
          List.of(QrPng.blank(50, 50), QrPng.blank(4_000, 4_000), QrPng.of("hello"), "AA", "")) {
        Expect.problem(
            400, "invalid-request", TestFactor.tryKeep(sponsor.as(), Map.of("qr", picture)));
      }
      Expect.problem(400, "invalid-request", TestFactor.tryKeep(sponsor.as(), Map.of()));
      Expect.problem(
          400,
          "invalid-request",
          TestFactor.tryKeep(
              sponsor.as(), Map.of("uri", TestFactor.hotp(), "qr", QrPng.of(TestFactor.hotp()))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"name\":\"x\",\"uri\":\"otpauth://totp/a?secret=JBSWY3DP\"}",
          "{\"name\":\"x\",\"uri\":\"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\"}",
          "{\"name\":\"\",\"uri\":\"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\"}",
          "{\"uri\":\"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\"}",
          "{\"name\":\"x\",\"uri\":\"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\","
              + "\"origins\":[\"shop.example\"]}",
          "{\"name\":\"x\",\"uri\":\"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\","
              + "\"backup_codes\":[\"a b c d\"]}",
          "{\"name\":\"x\",\"uri\":\"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\","
              + "\"backup_codes\":[\"twice\",\"twice\"]}",
          "{\"name\":\"x\",\"uri\":\"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\",\"digits\":8}"
        })
    @DisplayName("POST /v1/totp with what is no factor → 400, of which nothing is repeated (A-142)")
    void refusesWhatIsNone(String body) {
      Expect.problem(400, "invalid-request", sponsor.as().body(body).post("/v1/totp"))
          .then()
          .body("detail", not(containsString("JBSW")));
    }

    @Test
    @DisplayName("POST /v1/totp/{id}/versions → codes of the other seed; another type → 409")
    void replaces() {
      TestFactor factor = TestFactor.keep(sponsor.as(), TestFactor.hotp());
      factor.grant(sponsor.as(), agent.id());
      String token = token(agent);
      factor.code(token).then().body("code", equalTo(TestFactor.COUNTED.getFirst()));
      Map<String, Object> next =
          Map.of("uri", TestFactor.hotp().replace("counter=0", "counter=7"), "replaces", 1);

      factor.replace(sponsor.as(), next).then().statusCode(201).body("version", equalTo(2));

      factor.code(token).then().body("code", equalTo(TestFactor.COUNTED.get(7)));
      factor.code(token).then().body("code", equalTo(TestFactor.COUNTED.get(8)));
      Expect.problem(409, "conflict", factor.replace(sponsor.as(), next));
      Expect.problem(
          409, "conflict", factor.replace(sponsor.as(), Map.of("uri", TestFactor.calm())));
      isUnknown(factor.replace(TestHuman.sponsor().as(), Map.of("uri", TestFactor.hotp())));
      TestSecret key = TestSecret.keep(sponsor.as(), "a key");
      Expect.problem(
          409,
          "conflict",
          new TestFactor(key.id()).replace(sponsor.as(), Map.of("uri", TestFactor.hotp())));
    }

    @Test
    @DisplayName("POST /v1/vault of the type, POST …/versions of a factor → 400: fields make none")
    void makesNoneOfFields() {
      for (String type : List.of("totp", "hotp")) {
        Expect.problem(
            400,
            "invalid-request",
            TestSecret.tryKeep(
                sponsor.as(),
                "any",
                Map.of("type", type, "fields", Map.of("uri", TestFactor.hotp()))));
      }
      TestFactor factor = TestFactor.keep(sponsor.as(), TestFactor.hotp());
      Expect.problem(
          400,
          "invalid-request",
          sponsor
              .as()
              .body(Map.of("fields", Map.of("uri", TestFactor.hotp())))
              .post("/v1/vault/{id}/versions", factor.id()));
    }

    @Test
    @DisplayName("by an agent that may not write → 403; for another sponsor → 400")
    void isTheirs() {
      Expect.problem(
          403,
          "insufficient-scope",
          TestFactor.tryKeep(Api.as(token(agent)), Map.of("uri", TestFactor.hotp())));
      Expect.problem(
          400,
          "invalid-request",
          TestFactor.tryKeep(
              TestHuman.sponsor().as(), Map.of("uri", TestFactor.hotp(), "owner", sponsor.id())));
    }
  }
}
