package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.TestAccount;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a human may do once, or does no more, done at the same moment at two replicas. */
@DisplayName("Two replicas and their humans")
class HumansAtReplicasIT {
  /** Fewer than one may fail at each replica in a minute. */
  private static final int COPIES = 12;

  private static final int AGENTS = 70;
  private static final Duration SOON = Duration.ofSeconds(60);

  private static TwoReplicas pair;
  private static Office office;

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("humans");
    office = Office.of(pair);
  }

  @AfterAll
  static void stop() throws Exception {
    if (pair != null) {
      pair.close();
    }
  }

  /** Somebody with an account, who has signed in at the first replica by making it. */
  private record Person(String id, String email, String secret, Guest browser) {}

  @Test
  @DisplayName("take the code of an app once, whichever gets it (A-142)")
  void takeACodeOnce() throws Exception {
    Person person = person();
    String code = TestAccount.code(person.secret(), Instant.now().plusSeconds(30));
    List<Guest> guests = IntStream.range(0, COPIES).mapToObj(any -> new Guest()).toList();
    List<String> forms = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      forms.add(guests.get(i).open(pair.replica(i % 2), "/sign-in").field("csrf"));
    }

    List<Integer> answers =
        atBoth(
            i ->
                guests
                    .get(i)
                    .send(
                        pair.replica(i % 2),
                        "/sign-in/password",
                        Map.of(
                            "csrf",
                            forms.get(i),
                            "email",
                            person.email(),
                            "password",
                            TestAccount.PASSWORD,
                            "code",
                            code))
                    .status());

    assertOnce(answers, 303, 401);
  }

  @Test
  @DisplayName("know at once of a session that the other has ended (A-121)")
  void shareTheEndOfASession() throws Exception {
    Person person = person();
    Guest browser = person.browser();
    String csrf = browser.open(pair.two(), "/account").require(200).field("csrf");

    browser.send(pair.one(), "/account/sessions/end", Map.of("csrf", csrf)).require(303);

    assertEquals(303, browser.open(pair.two(), "/account").status());
    assertEquals(303, browser.open(pair.one(), "/account").status());
  }

  @Test
  @DisplayName("redeem a code once, and nothing more by it")
  void redeemACodeOnce() throws Exception {
    Person person = person();
    TestClient client = client(person.id());
    String code = code(person, client);

    List<Replica.Answer> answers =
        atBoth(i -> pair.replica(i % 2).form("/token", client, redeeming(code)));

    assertOnce(answers.stream().map(Replica.Answer::status).toList(), 200, 400);
    refreshIsOver(client, answers);
  }

  @Test
  @DisplayName("use a refresh token once; shown again, it ends what came of it (A-045)")
  void refreshOnce() throws Exception {
    Person person = person();
    TestClient client = client(person.id());
    String refresh =
        pair.two()
            .form("/token", client, redeeming(code(person, client)))
            .require(200)
            .json()
            .getString("refresh_token");

    List<Replica.Answer> answers =
        atBoth(i -> pair.replica(i % 2).form("/token", client, refreshing(refresh)));

    assertOnce(answers.stream().map(Replica.Answer::status).toList(), 200, 400);
    refreshIsOver(client, answers);
  }

  @Test
  @DisplayName("have what they approved collected once, and approve it once")
  void collectOnce() throws Exception {
    Person person = person();
    TestClient client = agent(person.id(), Map.of());
    TestApproval wanted = TestApproval.by(client, person.id());
    String secret =
        pair.one()
            .form("/bc-authorize", client, wanted.parameters())
            .require(200)
            .json()
            .getString("auth_req_id");
    String page = "/console/approvals/requests/" + request(client);
    String csrf = person.browser().open(pair.two(), page).require(200).field("csrf");
    Map<String, String> yes = Map.of("csrf", csrf, "decision", "approve");

    atBoth(i -> person.browser().send(pair.replica(i % 2), page, yes).status());
    List<Integer> answers =
        atBoth(i -> pair.replica(i % 2).form("/token", client, collecting(secret)).status());

    assertOnce(answers, 200, 400);
    assertEquals(
        "1",
        pair.database()
            .ask(
                "select count(*) from ledger_event where type = 'grant_made' and sponsor = "
                    + number(person.id())));
  }

  private static Map<String, String> collecting(String secret) {
    return Map.of("grant_type", TestApproval.GRANT_TYPE, "auth_req_id", secret);
  }

  private static String request(TestClient client) {
    return pair.one()
        .get("/v1/approvals?limit=500", office.first(pair.one()))
        .require(200)
        .json()
        .getString("items.find { it.agent == '%s' }.id".formatted(client.id()));
  }

  @Test
  @DisplayName("carry hand-overs on once each, though both have their turns")
  void handOverOnce() throws Exception {
    String giver = sponsor();
    for (int i = 0; i < AGENTS; i++) {
      agent(giver, Map.of());
    }
    put("/v1/sponsors/" + giver + "/departure");
    String number = number(giver);
    Within.within(
        SOON, "all are offered", () -> count("state = 'offered' and giver = " + number) == AGENTS);

    pair.database()
        .change(
            "update hand_over set due_at = now() - interval '1 second' where giver = " + number);

    Within.within(
        SOON, "all have ended", () -> count("state = 'ended' and giver = " + number) == AGENTS);
    assertEquals(AGENTS, count("giver = " + number), "one for each agent");
    for (String type : List.of("hand_over_offered", "hand_over_overdue", "hand_over_ended")) {
      assertEquals(
          AGENTS + " 1",
          pair.database()
              .ask(
                  """
                  select count(*) || ' ' || max(n) from (
                    select count(*) as n from ledger_event
                    where type = '%s' and sponsor = %s group by agent) each
                  """
                      .formatted(type, number)),
          type);
    }
  }

  private static <T> List<T> atBoth(Function<Integer, T> ask) throws Exception {
    AtomicInteger next = new AtomicInteger();
    return AtOnce.run(COPIES, () -> ask.apply(next.getAndIncrement()));
  }

  private static void assertOnce(List<Integer> statuses, int taken, int refused) {
    assertEquals(1, statuses.stream().filter(it -> it == taken).count(), () -> statuses.toString());
    assertEquals(
        COPIES - 1, statuses.stream().filter(it -> it == refused).count(), statuses::toString);
  }

  /** What the one that got through was given is worth nothing, since others tried the same. */
  private static void refreshIsOver(TestClient client, List<Replica.Answer> answers) {
    String next =
        answers.stream()
            .filter(it -> it.status() == 200)
            .map(it -> it.json().getString("refresh_token"))
            .findFirst()
            .orElseThrow();
    for (int place : List.of(0, 1)) {
      assertNotEquals(200, pair.replica(place).form("/token", client, refreshing(next)).status());
    }
  }

  private static Map<String, String> redeeming(String code) {
    return Map.of(
        "grant_type",
        "authorization_code",
        "code",
        code,
        "redirect_uri",
        TestLoan.REDIRECT,
        "code_verifier",
        TestLoan.VERIFIER);
  }

  private static Map<String, String> refreshing(String token) {
    return Map.of("grant_type", "refresh_token", "refresh_token", token);
  }

  /** What the human's consent at the one brings, asked for at the other. */
  private static String code(Person person, TestClient client) {
    Guest browser = person.browser();
    String page =
        browser
            .open(pair.two(), "/authorize?" + TestAuthorization.of(client.id()).query())
            .require(303)
            .location();
    Guest.Page asked = browser.open(pair.one(), page).require(200);
    String answer =
        browser
            .send(
                pair.two(),
                "/authorize/consent",
                Map.of(
                    "csrf",
                    asked.field("csrf"),
                    "request",
                    asked.field("request"),
                    "decision",
                    "approve",
                    "scope",
                    "read",
                    "lasting",
                    "28800"))
            .require(303)
            .location();
    return URI.create(answer).getRawQuery().replaceFirst("(?:.*&)?code=([^&]+).*", "$1");
  }

  private static Person person() {
    String email = "h" + UUID.randomUUID() + "@example.com";
    String token = office.first(pair.one());
    String id =
        pair.one()
            .post(
                "/v1/sponsors",
                token,
                new JsonObject().put("name", "Grace Hopper").put("email", email).encode())
            .require(201)
            .json()
            .getString("id");
    String url =
        pair.one()
            .post("/v1/sponsors/" + id + "/account-links", token, "")
            .require(201)
            .json()
            .getString("url");
    Guest browser = new Guest();
    Guest.Page form = browser.open(pair.one(), "/sign-in/setup").require(200);
    String secret = form.found("<code class=\"secret\">([A-Z2-7]+)</code>");
    browser
        .send(
            pair.two(),
            "/sign-in/setup",
            Map.of(
                "csrf",
                form.field("csrf"),
                "token",
                url.substring(url.indexOf('#') + 1),
                "name",
                "Grace Hopper",
                "email",
                email,
                "offer",
                form.field("offer"),
                "password",
                TestAccount.PASSWORD,
                "code",
                TestAccount.code(secret, Instant.now())))
        .require(200);
    return new Person(id, email, secret, browser);
  }

  private static String sponsor() {
    return Office.sponsor(pair.one(), office.first(pair.one()));
  }

  private static TestClient client(String sponsor) {
    return agent(
        sponsor,
        Map.of(
            "redirect_uris",
            List.of(TestLoan.REDIRECT),
            "grant_types",
            List.of("authorization_code", "refresh_token")));
  }

  private static TestClient agent(String sponsor, Map<String, Object> more) {
    ECKey key = TestClient.newKey();
    Map<String, Object> members = new HashMap<>(more);
    members.putAll(
        Map.of(
            "name",
            "of the tests",
            "kind",
            "ai_agent",
            "purpose",
            "is tested",
            "sponsor",
            sponsor,
            "scopes",
            new JsonArray(List.of("read")),
            "resources",
            new JsonArray(List.of(Api.ORDERS)),
            "jwks",
            Replica.keys(key)));
    String id =
        pair.one()
            .post("/v1/agents", office.first(pair.one()), new JsonObject(members).encode())
            .require(201)
            .json()
            .getString("id");
    return new TestClient(id, key);
  }

  private static void put(String path) {
    pair.two().put(path, office.first(pair.one()), "").require(200);
  }

  private static int count(String which) throws Exception {
    return Integer.parseInt(pair.database().ask("select count(*) from hand_over where " + which));
  }

  /** The id as the database has it. */
  private static String number(String id) {
    return Long.toString(NodeId.parse(id).orElseThrow().value());
  }
}
