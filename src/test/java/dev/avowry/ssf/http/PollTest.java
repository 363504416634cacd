package dev.avowry.ssf.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestReceiver;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@AvowryTest
class PollTest {
  @Nested
  class AReceiver {
    @Test
    @DisplayName("POST /ssf/verify, then poll → the event, again until it is acknowledged")
    void isVerified() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.CREDENTIAL_CHANGE);
      receiver.verify("the state").then().statusCode(204);

      Response first = receiver.poll();
      Map<String, String> sets = first.then().statusCode(200).extract().path("sets");
      assertEquals(1, sets.size());
      String jti = sets.keySet().iterator().next();
      Map<String, Object> claims =
          Sets.verified(sets.values().iterator().next(), receiver.client().id());
      assertEquals(jti, claims.get("jti"));
      assertEquals(TestReceiver.VERIFICATION, Sets.type(claims));
      assertEquals(Map.of("state", "the state"), Sets.event(claims));
      assertEquals(Map.of("format", "opaque", "id", receiver.stream()), Sets.subject(claims));

      assertEquals(sets.keySet(), receiver.poll().<Map<String, String>>path("sets").keySet());
      Eventually.within(
          Duration.ofSeconds(5), "again", () -> receiver.verify("2").statusCode() == 204);
      Response second = receiver.poll(jti);
      Map<String, String> next = second.path("sets");
      assertEquals(1, next.size());
      assertFalse(next.containsKey(jti));
      receiver
          .as()
          .body(
              Map.of("maxEvents", 0, "returnImmediately", true, "ack", List.copyOf(next.keySet())))
          .post("/ssf/poll/{id}", receiver.stream())
          .then()
          .statusCode(200)
          .body("sets", equalTo(Map.of()));
      receiver.poll().then().body("sets", equalTo(Map.of())).body("moreAvailable", equalTo(false));
    }

    @Test
    @DisplayName("an agent is revoked → account-disabled and session-revoked, with one cause")
    void learnsOfAnAgentsEnd() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.ACCOUNT_DISABLED, TestReceiver.SESSION_REVOKED);
      String agent = Api.agent(Api.sponsor()).register().id();
      int seq = Api.order("revoke", "agent", agent).path("seq");

      List<String> sets = receiver.receive(2);

      Map<String, Object> disabled = Sets.verified(sets.get(0), receiver.client().id());
      Map<String, Object> revoked = Sets.verified(sets.get(1), receiver.client().id());
      assertEquals(TestReceiver.ACCOUNT_DISABLED, Sets.type(disabled));
      assertEquals(TestReceiver.SESSION_REVOKED, Sets.type(revoked));
      for (Map<String, Object> claims : List.of(disabled, revoked)) {
        assertEquals(
            Map.of("format", "iss_sub", "iss", Api.ISSUER, "sub", agent), Sets.subject(claims));
        assertEquals(Integer.toString(seq), claims.get("txn"));
      }
      Map<String, Object> event = Sets.event(revoked);
      assertTrue(event.get("event_timestamp") instanceof Number);
      assertEquals("admin", event.get("initiating_entity"));
      assertEquals(Map.of("en", "test"), event.get("reason_admin"));
      assertNotEquals(disabled.get("jti"), revoked.get("jti"));
    }

    @Test
    @DisplayName("a sponsor is suspended → the sponsor is named, whose id is on the path of all")
    void learnsOfASponsorsEnd() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.SESSION_REVOKED);
      String sponsor = Api.sponsor();
      Api.agent(sponsor).register();
      Api.order("suspend", "sponsor", sponsor).then().statusCode(200);

      assertEquals(sponsor, Sets.sub(receiver.receive(1).getFirst()));
    }

    @Test
    @DisplayName("a ceiling comes down → token-claims-change, with what later tokens have at most")
    void learnsOfALowerCeiling() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.TOKEN_CLAIMS_CHANGE);
      TestClient agent =
          Api.agent(Api.sponsor()).with("scopes", List.of("read", "write")).register();
      Api.tighten("agent", agent.id(), Map.of("scopes", List.of("read"))).then().statusCode(200);

      Map<String, Object> change =
          Sets.verified(receiver.receive(1).getFirst(), receiver.client().id());
      assertEquals(TestReceiver.TOKEN_CLAIMS_CHANGE, Sets.type(change));
      assertEquals(agent.id(), Sets.subject(change).get("sub"));
      assertTrue(
          Sets.event(change).get("claims") instanceof Map<?, ?> claims
              && "read".equals(claims.get("scope")),
          () -> "claims of " + change);
    }

    @Test
    @DisplayName("a credential, a token, a delegation are ended → credential-change, the session")
    void learnsOfWhatIsLessThanAnAgent() throws Exception {
      TestReceiver receiver =
          receiver(TestReceiver.CREDENTIAL_CHANGE, TestReceiver.SESSION_REVOKED);
      TestClient agent = Api.agent(Api.sponsor()).register();
      TestClient actor = Api.agent(Api.sponsor()).register();
      String jti = Api.claims(agent.token("read", Api.ORDERS)).getString("jti");
      String delegation =
          Api.as(agent.ownToken("read"))
              .body(Map.of("actor", actor.id()))
              .post("/v1/delegations")
              .path("id");
      String credential =
          Api.admin().get("/v1/agents/" + agent.id() + "/credentials").path("items[0].id");

      Api.order("revoke", "token", jti).then().statusCode(200);
      Api.order("revoke", "node", delegation).then().statusCode(200);
      Api.order("revoke", "credential", credential).then().statusCode(200);

      List<String> sets = receiver.receive(3);
      assertEquals(
          Map.of("format", "jwt_id", "iss", Api.ISSUER, "jti", jti),
          Sets.subject(Sets.verified(sets.get(0), receiver.client().id())));
      Map<String, Object> session =
          Sets.subject(Sets.verified(sets.get(1), receiver.client().id()));
      assertEquals("complex", session.get("format"));
      assertEquals(Map.of("format", "opaque", "id", delegation), session.get("session"));
      Map<String, Object> change = Sets.verified(sets.get(2), receiver.client().id());
      assertEquals(TestReceiver.CREDENTIAL_CHANGE, Sets.type(change));
      assertEquals("revoke", Sets.event(change).get("change_type"));
      assertEquals("jwk", Sets.event(change).get("credential_type"));
      assertEquals(agent.id(), Sets.subject(change).get("sub"));
    }

    @Test
    @DisplayName("two receivers → each has all, for itself; what one acknowledges the other keeps")
    void doesNotTakeFromAnother() throws Exception {
      TestReceiver one = receiver(TestReceiver.SESSION_REVOKED);
      TestReceiver two = receiver(TestReceiver.SESSION_REVOKED);
      List<String> ended = TestReceiver.endAgents(3);

      List<String> ofOne = one.receive(3);
      List<String> ofTwo = two.receive(3);

      assertEquals(ended, ofOne.stream().map(Sets::sub).toList());
      assertEquals(ended, ofTwo.stream().map(Sets::sub).toList());
      for (String set : ofOne) {
        Sets.verified(set, one.client().id());
      }
      for (String set : ofTwo) {
        Sets.verified(set, two.client().id());
      }
      HashSet<String> jtis = new HashSet<>();
      ofOne.forEach(set -> jtis.add(Api.claims(set).getString("jti")));
      ofTwo.forEach(set -> jtis.add(Api.claims(set).getString("jti")));
      assertEquals(6, jtis.size());
    }

    @Test
    @DisplayName("maxEvents 2 of 3 → the first two, moreAvailable; setErrs → gone as well")
    void takesAsManyAsItWants() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.SESSION_REVOKED);
      List<String> ended = TestReceiver.endAgents(3);
      waits(receiver, 3);

      Response two = poll(receiver, Map.of("maxEvents", 2, "returnImmediately", true));
      Map<String, String> sets = two.path("sets");
      two.then().body("moreAvailable", equalTo(true));
      assertEquals(ended.subList(0, 2), sets.values().stream().map(Sets::sub).toList());
      Map<String, Object> refused = new HashMap<>();
      sets.keySet().forEach(jti -> refused.put(jti, Map.of("err", "invalid_key")));
      Response rest = poll(receiver, Map.of("setErrs", refused, "returnImmediately", true));
      assertEquals(
          ended.subList(2, 3),
          rest.<Map<String, String>>path("sets").values().stream().map(Sets::sub).toList());
      rest.then().body("moreAvailable", equalTo(false));
    }

    @Test
    @DisplayName("without returnImmediately → held open until there is an event, or for a while")
    void waitsForAnEvent() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.CREDENTIAL_CHANGE);
      long before = System.nanoTime();
      poll(receiver, Map.of()).then().statusCode(200).body("sets", equalTo(Map.of()));
      assertTrue(System.nanoTime() - before >= Duration.ofSeconds(1).toNanos());

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var held = threads.submit(() -> poll(receiver, Map.of()));
        receiver.verify("now").then().statusCode(204);
        assertEquals(1, held.get().<Map<String, String>>path("sets").size());
      }
    }

    @Test
    @DisplayName("its token dies while it waits → 401 instead of events")
    void isEndedWithItsToken() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.CREDENTIAL_CHANGE);
      TestReceiver witness = receiver(TestReceiver.SESSION_REVOKED);
      Eventually.within(
          Duration.ofSeconds(30), "a poll is cut short", () -> endsWhileHeld(receiver));
      // Whoever comes next would hear of it otherwise.
      witness.receive(1);
    }

    /** False if the poll was over before its token was. */
    private static boolean endsWhileHeld(TestReceiver receiver) throws Exception {
      String token = receiver.client().token("ssf.read", Api.ISSUER);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var held =
            threads.submit(
                () -> Api.as(token).body(Map.of()).post("/ssf/poll/{id}", receiver.stream()));
        Eventually.within(Duration.ofSeconds(5), "it waits", () -> held.isDone() || isAnyHeld());
        Api.order("revoke", "token", Api.claims(token).getString("jti")).then().statusCode(200);
        return held.get().asString().contains("while the answer was awaited")
            && held.get().statusCode() == 401;
      }
    }

    private static boolean isAnyHeld() {
      return RestAssured.get("/q/metrics").asString().contains("avowry_requests_held 1.0");
    }

    @Test
    @DisplayName("paused → kept, and given when enabled; disabled → dropped")
    void missesNothingWhilePaused() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.SESSION_REVOKED);
      TestReceiver witness = receiver(TestReceiver.SESSION_REVOKED);
      receiver.status("paused");
      List<String> first = TestReceiver.endAgents(2);
      witness.receive(2);
      receiver.poll().then().body("sets", equalTo(Map.of()));
      receiver.status("enabled");
      assertEquals(first, receiver.receive(2).stream().map(Sets::sub).toList());

      receiver.status("disabled");
      TestReceiver.endAgents(1);
      witness.receive(1);
      receiver.status("enabled");
      List<String> last = TestReceiver.endAgents(1);
      assertEquals(last, receiver.receive(1).stream().map(Sets::sub).toList());
    }

    @Test
    @DisplayName("a subject that it removed → not told of, until it is added again")
    void doesNotHearOfWhomItRemoved() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.SESSION_REVOKED);
      String quiet = Api.agent(Api.sponsor()).register().id();
      String loud = Api.agent(Api.sponsor()).register().id();
      subject(receiver, "remove", quiet).then().statusCode(204);
      Api.order("suspend", "agent", quiet).then().statusCode(200);
      Api.order("suspend", "agent", loud).then().statusCode(200);
      assertEquals(loud, Sets.sub(receiver.receive(1).getFirst()));

      subject(receiver, "add", quiet).then().statusCode(200);
      Api.order("revoke", "agent", quiet).then().statusCode(200);
      assertEquals(quiet, Sets.sub(receiver.receive(1).getFirst()));
    }

    @Test
    @DisplayName("more than the bound waits → paused, says so once, holds no more (A-080)")
    void isPausedWhenItDoesNotCome() throws Exception {
      TestReceiver receiver = receiver(TestReceiver.SESSION_REVOKED, TestReceiver.ACCOUNT_DISABLED);
      List<String> ended = TestReceiver.endAgents(11);
      Eventually.within(
          Duration.ofSeconds(15),
          "the stream is paused",
          () -> "paused".equals(state(receiver).path("status")));
      assertTrue(state(receiver).<String>path("reason").contains("20 events"));

      Map<String, String> control = receiver.poll().path("sets");
      Map<String, Object> said =
          Sets.verified(control.values().iterator().next(), receiver.client().id());
      assertEquals(TestReceiver.UPDATED, Sets.type(said));
      assertEquals("paused", Sets.event(said).get("status"));
      receiver.poll(control.keySet().toArray(String[]::new));

      receiver.status("enabled").then().statusCode(200);
      List<String> kept = receiver.receive(20);
      assertEquals(20, kept.size());
      assertEquals(ended.subList(0, 10), kept.stream().map(Sets::sub).distinct().toList());
    }

    private static Response state(TestReceiver receiver) {
      return receiver.as().get("/ssf/status?stream_id=" + receiver.stream());
    }

    private static Response subject(TestReceiver receiver, String verb, String id) {
      return receiver
          .as()
          .body(
              Map.of(
                  "stream_id",
                  receiver.stream(),
                  "subject",
                  Map.of("format", "iss_sub", "iss", Api.ISSUER, "sub", id)))
          .post("/ssf/subjects/" + verb);
    }

    private static void waits(TestReceiver receiver, int count) throws Exception {
      Eventually.within(
          Duration.ofSeconds(15),
          count + " events wait",
          () -> receiver.poll().<Map<String, String>>path("sets").size() == count);
    }

    private static Response poll(TestReceiver receiver, Map<String, Object> body) {
      return receiver.as().body(body).post("/ssf/poll/{id}", receiver.stream());
    }
  }

  private static TestReceiver receiver(String... events) {
    return TestReceiver.register()
        .with(
            Map.of(
                "events_requested",
                List.of(events),
                "delivery",
                Map.of("method", "urn:ietf:rfc:8936")));
  }
}
