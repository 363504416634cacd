package dev.avowry.vouching;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.CorporateSignIn;
import dev.avowry.people.OutsidePerson;
import dev.avowry.people.Role;
import dev.avowry.people.Sessions;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProvider;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever a provider does not let in any more has left; nobody has for any other reason. */
@AvowryTest
@NullUnmarked
class VouchingTest {
  private static final Origin HERE = Origin.itself("test");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String LEFT = "sponsor_left";
  private static final String REFUSED = "provider_refused";

  @Inject CorporateSignIn corporate;
  @Inject Sessions sessions;
  @Inject Departures departures;
  @Inject Rounds rounds;
  @Inject RoundStore roundStore;
  @Inject PledgeStore pledges;
  @Inject Settlement settlement;
  @Inject Pool pool;

  @ConfigProperty(name = "avowry.sign-in.providers.watched.issuer")
  String issuer;

  private TestProvider provider;

  /** Somebody who signs in elsewhere. */
  private record Ada(String subject, NodeId node) {
    String id() {
      return node.toString();
    }
  }

  @BeforeEach
  void open() {
    provider = TestProvider.at(issuer);
  }

  @AfterEach
  void close() {
    change("delete from pledge");
    provider.close();
  }

  @Test
  @DisplayName("refused → all below is stopped by one entry, and the record says by whom (A-170)")
  void refusedIsGone() throws Exception {
    Ada ada = signedIn("t-refused");
    TestClient agent = Api.agent(ada.id()).register();
    String token = agent.token("read", Api.ORDERS);
    TestBrowser browser = TestBrowser.of(ada.id());
    provider.refuse("t-refused");
    long before = head();

    round();

    assertEquals("suspended", state(ada));
    assertEquals(before + 1, head(), "one entry");
    agent.clientCredentials(Map.of()).then().statusCode(401);
    assertEquals(false, reader().introspect(token).path("active"));
    browser.get().get("/account").then().statusCode(303);
    assertEquals(List.of("sign_in_refused provider:watched"), recorded(LEFT, ada, "cause"));
    assertEquals(List.of("suspended provider:watched"), recorded(REFUSED, ada, "consequence"));
    SignedInHuman.with(Role.ADMIN, "Grace")
        .browser()
        .get()
        .get("/console/sponsors/{id}", ada.id())
        .then()
        .statusCode(200)
        .body(containsString("their identity provider does not let them in any more"))
        .body(containsString("Told by provider:watched"));
  }

  @Test
  @DisplayName("who signs in there again → is back with new tokens, and the old ones stay dead")
  void comesBackBySigningIn() throws Exception {
    Ada ada = signedIn("t-before");
    TestClient agent = Api.agent(ada.id()).register();
    String old = agent.token("read", Api.ORDERS);
    provider.refuse("t-before");
    round();
    assertEquals("suspended", state(ada));
    round();
    assertEquals(1, provider.asked("t-before").size(), "a token is refused once");

    assertEquals(ada.node(), signIn("watched", ada.subject(), "t-after"));

    assertEquals("live", state(ada));
    assertEquals(false, reader().introspect(old).path("active"));
    assertEquals(true, reader().introspect(agent.token("read", Api.ORDERS)).path("active"));
    assertEquals(1, recorded("sponsor_returned", ada, "").size());
    round();
    assertEquals(1, provider.asked("t-after").size());
    assertEquals("live", state(ada));
  }

  @Test
  @DisplayName("who is vouched for stays, asked by whatever token the provider gave last")
  void asksByTheLastToken() throws Exception {
    Ada ada = signedIn("t-1");
    provider.replace("t-1", "t-2");

    round();
    provider.refuse("t-1");
    round();
    round();

    assertEquals(1, provider.asked("t-1").size());
    assertEquals(2, provider.asked("t-2").size());
    assertEquals("live", state(ada));
    TestProvider.Asked asked = provider.asked("t-2").getFirst();
    assertEquals("POST", asked.method());
    assertTrue(asked.authorization().startsWith("Basic "), asked.authorization());
    assertTrue(asked.contentType().startsWith("application/x-www-form-urlencoded"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | busy",
        "500 | {\"error\":\"invalid_grant\"}",
        "401 | {\"error\":\"invalid_client\"}",
        "400 | {\"error\":\"invalid_client\"}",
        "400 | {\"error\":\"unauthorized_client\"}",
        "400 | {\"error\":\"interaction_required\"}",
        "302 | {\"error\":\"invalid_grant\"}",
        "429 | {\"error\":\"invalid_grant\"}",
        "400 | <html>invalid_grant</html>",
        "200 | <html>welcome</html>",
        "0   | "
      })
  @DisplayName("what is no definite no → nothing happens")
  void nothingHappensWithoutADefiniteNo(int status, String body) throws Exception {
    Ada ada = signedIn("t-odd");
    provider.answer("t-odd", status, body == null ? "" : body);

    round();

    assertEquals(1, provider.asked("t-odd").size());
    assertEquals("live", state(ada));
    assertEquals(1, count("pledge where human = " + ada.node().value()));
  }

  @Test
  @DisplayName("a provider that is down, or is somebody else → nothing happens, and it is told")
  void nothingHappensWhileItIsDown() throws Exception {
    Ada ada = signedIn("t-down");
    provider.close();
    round();
    assertEquals("live", state(ada));
    double silent = metric("avowry_vouching_silent{provider=\"watched\"}");

    change("update pledge set good_at = now() - interval '8 days'");
    round();

    assertEquals("live", state(ada));
    assertEquals(silent + 1, metric("avowry_vouching_silent{provider=\"watched\"}"));
    provider = TestProvider.at(issuer);
  }

  @Test
  @DisplayName("an answer that never came, then a no → the token may have been replaced: no proof")
  void aLostAnswerProvesNothing() throws Exception {
    Ada ada = signedIn("t-lost");
    provider.hangUpAt("t-lost");
    round();
    provider.answer("t-lost", 503, "");
    round();
    provider.refuse("t-lost");
    round();

    assertEquals("live", state(ada));
    assertEquals(0, count("pledge where human = " + ada.node().value()), "asked by nothing more");
  }

  @Test
  @DisplayName("an answer that never came, a yes, then a no → gone")
  void aLostAnswerIsForgottenByAYes() throws Exception {
    Ada ada = signedIn("t-found");
    provider.hangUpAt("t-found");
    round();
    provider.vouch("t-found");
    round();
    provider.refuse("t-found");
    round();

    assertEquals("suspended", state(ada));
  }

  @Test
  @DisplayName("a provider that refuses many at once → nobody is gone, until it is itself again")
  void aBrakeHolds() throws Exception {
    List<Ada> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(signedIn("t-many-" + i));
      provider.refuse("t-many-" + i);
    }
    round();
    for (Ada each : all) {
      assertEquals("live", state(each));
    }
    assertEquals(1, metric("avowry_vouching_held{provider=\"watched\"}"));

    for (int i = 1; i < 4; i++) {
      provider.vouch("t-many-" + i);
    }
    round();

    assertEquals(0, metric("avowry_vouching_held{provider=\"watched\"}"));
    assertEquals("suspended", state(all.getFirst()), "who was refused all the time");
    for (Ada each : all.subList(1, 4)) {
      assertEquals("live", state(each));
    }
  }

  @Test
  @DisplayName("a provider of which it is only to be told → told, and nothing else")
  void onlyTells() throws Exception {
    Ada ada = new Ada("s-" + UUID.randomUUID(), signIn("told", "s-told", "t-told"));
    provider.refuse("t-told");

    round();

    assertEquals("live", state(ada));
    assertEquals(List.of("told provider:told"), recorded(REFUSED, ada, "consequence"));
    assertEquals(List.of(), recorded(LEFT, ada, "cause"));
    round();
    assertEquals(1, provider.asked("t-told").size());
  }

  @Test
  @DisplayName("a provider of which nothing is to follow → is not asked, and nothing is kept")
  void keepsNothingOfOthers() {
    NodeId human = signIn("corp", "s-" + UUID.randomUUID(), "t-corp");

    assertEquals(0, count("pledge where human = " + human.value()));
  }

  @Test
  @DisplayName(
      "who was signed out everywhere → is not asked about: the provider may have been told")
  void forgetsWhoIsSignedOut() throws Exception {
    Ada ada = signedIn("t-out");
    provider.refuse("t-out");
    await(() -> sessions.endAll(ada.node(), HERE));

    round();

    assertEquals(List.of(), provider.asked("t-out"));
    assertEquals("live", state(ada));
  }

  @Test
  @DisplayName("who was signed in anew while a round was under way → is here")
  void aSignInOutrunsARound() {
    Ada ada = signedIn("t-old");
    Pledge old = pledge(ada);
    change("update pledge set state = 'refused'");
    signIn("watched", ada.subject(), "t-new");

    await(() -> settlement.settle(old));

    assertEquals("live", state(ada));
    assertEquals(1, count("pledge where human = " + ada.node().value()));
  }

  @Test
  @DisplayName("by somebody else's word, or another provider's → not back by signing in (A-170)")
  void isNotBackByAnothersWord() throws Exception {
    Ada ada = signedIn("t-word");
    provider.refuse("t-word");
    round();
    Expect.refusal(
        Reason.SIGN_IN_FAILED,
        () -> admit(person("corp", issuer, ada.subject()), Optional.empty()));

    Api.admin().put("/v1/sponsors/{id}/departure", ada.id()).then().statusCode(200);
    Expect.refusal(Reason.SIGN_IN_FAILED, () -> signIn("watched", ada.subject(), "t-word-2"));

    assertEquals("suspended", state(ada));
    Api.admin().delete("/v1/sponsors/{id}/departure", ada.id()).then().statusCode(204);
    assertEquals(ada.node(), signIn("watched", ada.subject(), "t-word-3"));
  }

  @Test
  @DisplayName("who is suspended for something else as well → stays so, signed in or not (A-170)")
  void liftsNothingElse() throws Exception {
    Ada ada = signedIn("t-both");
    Api.order("suspend", "sponsor", ada.id()).then().statusCode(200);
    provider.refuse("t-both");
    round();

    Expect.refusal(Reason.SIGN_IN_FAILED, () -> signIn("watched", ada.subject(), "t-both-2"));
    Api.order("resume", "sponsor", ada.id()).then().statusCode(200);

    assertEquals("live", state(ada), "what the provider refused is over");
  }

  @Test
  @DisplayName("what is only concluded gives nothing away; what is said afterwards does, from then")
  void aConclusionGivesNothingAway() throws Exception {
    Ada ada = signedIn("t-kept");
    String agent = Api.agent(ada.id()).register().id();
    provider.refuse("t-kept");
    round();
    change("update departure set left_at = now() - interval '30 days' where sponsor = $1", ada);
    await(() -> departures.leave(ada.node(), DepartureCause.SIGN_IN_REFUSED, "x", HERE));
    assertEquals(0, count("hand_over where giver = " + ada.node().value()));

    Instant said = Instant.now();
    Api.admin().put("/v1/sponsors/{id}/departure", ada.id()).then().statusCode(200);

    Api.admin()
        .get("/v1/hand-overs?giver=" + ada.id())
        .then()
        .body("items.agent", equalTo(List.of(agent)));
    assertTrue(
        count("hand_over where due_at > '%s' and giver = %d".formatted(said, ada.node().value()))
            == 1,
        "there is time from when it was said");
  }

  @Test
  @DisplayName("the last administrator → told of, and sent away once somebody else is one")
  void sparesTheLastAdministrator() throws Exception {
    Ada ada = signedIn("t-admin");
    Api.admin().put("/v1/roles/admin/{id}", ada.id()).then().statusCode(204);
    provider.refuse("t-admin");
    change("update human_role set source = 'aside' where role = 'admin' and human <> $1", ada);
    try {
      round();
      assertEquals("live", state(ada));
    } finally {
      change("update human_role set source = 'hand' where source = 'aside' and human <> $1", ada);
    }
    round();
    assertEquals("suspended", state(ada));
  }

  @Test
  @DisplayName("two replicas at once → one makes the round; another goes on where it stopped")
  void oneReplicaAtATime() throws Exception {
    String name = "of-two-" + UUID.randomUUID();
    List<Optional<Long>> begun =
        AtOnce.run(8, () -> await(() -> roundStore.begin(name, Duration.ofMinutes(1))));
    assertEquals(1, begun.stream().filter(Optional::isPresent).count(), begun::toString);
    assertTrue(begun.contains(Optional.of(1L)), begun::toString);

    change("update vouching_round set busy_until = now() where busy_until > now()");
    assertFalse(await(() -> roundStore.extend(name, 1, Duration.ofMinutes(1))), "it was too late");
    assertEquals(
        Optional.of(1L), await(() -> roundStore.begin(name, Duration.ofMinutes(1))), "the same");
    await(() -> roundStore.end(name, 1, true, Duration.ofDays(1)));
    assertTrue(await(() -> roundStore.held()).contains(name));
    assertEquals(Optional.empty(), await(() -> roundStore.begin(name, Duration.ofMinutes(1))));
    change("delete from vouching_round where provider like 'of-two-%'");
  }

  @Test
  @DisplayName(
      "a replica that dies after it asked → nobody is asked twice, and the answer is doubted")
  void aDeadReplicaLeavesDoubt() {
    Ada ada = signedIn("t-dead");
    long before = pledge(ada).generation();

    List<Pledge> taken = await(() -> pledges.take("watched", 1_000_000, 10));
    assertEquals(List.of(ada.node()), taken.stream().map(Pledge::human).toList());
    assertFalse(taken.getFirst().doubtful());
    assertEquals(List.of(), await(() -> pledges.take("watched", 1_000_000, 10)));

    Pledge again = await(() -> pledges.take("watched", 1_000_001, 10)).getFirst();
    assertTrue(again.doubtful());
    assertEquals(before, again.generation());
  }

  @Test
  @DisplayName("a token is sealed for its row, and stands nowhere else")
  void isSealed() {
    Ada ada = signedIn("t-a-secret-that-shows");
    String bytes =
        await(
                () ->
                    pool.preparedQuery(
                            "select encode(token_sealed, 'escape') as s from pledge where human = $1")
                        .execute(Tuple.of(ada.node().value())))
            .iterator()
            .next()
            .getString("s");

    assertFalse(bytes.contains("secret-that-shows"), bytes);
  }

  private Ada signedIn(String token) {
    String subject = "s-" + UUID.randomUUID();
    return new Ada(subject, signIn("watched", subject, token));
  }

  private NodeId signIn(String name, String subject, String token) {
    return admit(
        person(name, issuer.replace("/watched", "/" + name), subject),
        Optional.of(SecretBytes.ofText(token)));
  }

  private NodeId admit(OutsidePerson person, Optional<SecretBytes> token) {
    return await(() -> corporate.admit(person, token, "Browser", HERE)).human();
  }

  private static OutsidePerson person(String name, String issuer, String subject) {
    return new OutsidePerson(
        name,
        issuer,
        subject,
        "Ada Lovelace",
        Optional.of("ada@example.com"),
        Set.of(),
        Set.of(),
        Optional.empty());
  }

  /** Makes everybody's next round, by whichever turn comes first, and waits for its end. */
  private void round() throws Exception {
    change("update vouching_round set due_at = '-infinity' where not open");
    await(() -> rounds.turn());
    Eventually.within(
        SOON,
        "the rounds are over",
        () -> count("vouching_round where open or due_at < now()") == 0);
  }

  private Pledge pledge(Ada ada) {
    change("update pledge set state = 'refused', round = 77");
    return await(() -> pledges.refusedIn("watched", 77)).stream()
        .filter(it -> it.human().equals(ada.node()))
        .findFirst()
        .orElseThrow();
  }

  private static String state(Ada ada) {
    return Api.admin().get("/v1/sponsors/{id}", ada.id()).path("state");
  }

  /** One member of the detail and the actor of each row of a type that is about her. */
  private List<String> recorded(String type, Ada ada, String member) {
    return StreamSupport.stream(
            await(
                    () ->
                        pool.preparedQuery(
                                """
                                select coalesce(detail ->> $3, '') || ' ' || actor as line
                                from ledger_event where type = $1 and sponsor = $2 order by id
                                """)
                            .execute(Tuple.of(type, ada.node().value(), member)))
                .spliterator(),
            false)
        .map(row -> row.getString("line"))
        .toList();
  }

  private static double metric(String line) {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(it -> it.startsWith(line))
        .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
        .sum();
  }

  private int count(String from) {
    return await(() -> pool.query("select count(*) as n from " + from).execute())
        .iterator()
        .next()
        .getInteger("n");
  }

  private void change(String sql) {
    await(() -> pool.query(sql).execute());
  }

  private void change(String sql, Ada ada) {
    await(() -> pool.preparedQuery(sql).execute(Tuple.of(ada.node().value())));
  }

  private TestClient reader() {
    return Api.agent(Api.sponsor()).with("scopes", List.of("tokens:introspect")).register();
  }

  private static long head() {
    return RestAssured.given()
        .header("Accept", "application/json")
        .get("/revocations")
        .jsonPath()
        .getLong("seq");
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException refused) {
      throw refused;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
