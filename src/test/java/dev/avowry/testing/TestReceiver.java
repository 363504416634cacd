package dev.avowry.testing;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A receiver of security events: an agent with the scopes for it, and its stream.
 *
 * @param client the agent
 * @param stream its stream's id; empty as long as it has none
 */
public record TestReceiver(TestClient client, String stream) {
  public static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  public static final String SESSION_REVOKED = CAEP + "session-revoked";
  public static final String CREDENTIAL_CHANGE = CAEP + "credential-change";
  public static final String TOKEN_CLAIMS_CHANGE = CAEP + "token-claims-change";
  public static final String ACCOUNT_DISABLED =
      "https://schemas.openid.net/secevent/risc/event-type/account-disabled";
  public static final String VERIFICATION =
      "https://schemas.openid.net/secevent/ssf/event-type/verification";
  public static final String UPDATED =
      "https://schemas.openid.net/secevent/ssf/event-type/stream-updated";

  /** An agent that may have a stream and has none. */
  public static TestReceiver register() {
    return new TestReceiver(
        Api.agent(Api.sponsor()).with("scopes", List.of("ssf.read", "ssf.manage")).register(), "");
  }

  /** A receiver with a stream of sessions that it polls. */
  public static TestReceiver thatPolls() {
    return register()
        .with(
            Map.of(
                "events_requested",
                List.of(SESSION_REVOKED),
                "delivery",
                Map.of("method", "urn:ietf:rfc:8936")));
  }

  /** The same with the stream that it asks for. */
  public TestReceiver with(Map<String, Object> stream) {
    return new TestReceiver(
        client,
        as().body(stream).post("/ssf/streams").then().statusCode(201).extract().path("stream_id"));
  }

  /** A request with its token. */
  public RequestSpecification as() {
    return Api.as(client.token("ssf.read ssf.manage", Api.ISSUER));
  }

  /** Polls at once for ten, acknowledging these. */
  public Response poll(String... acknowledged) {
    return as().body(
            Map.of("maxEvents", 10, "returnImmediately", true, "ack", List.of(acknowledged)))
        .post("/ssf/poll/{id}", stream);
  }

  /** Polls, acknowledging as it goes, until so many have come; the SETs in their order. */
  public List<String> receive(int count) throws Exception {
    List<String> got = new ArrayList<>();
    Eventually.within(
        Duration.ofSeconds(15),
        count + " events",
        () -> {
          Map<String, String> sets = poll().then().statusCode(200).extract().path("sets");
          got.addAll(sets.values());
          poll(sets.keySet().toArray(String[]::new)).then().statusCode(200);
          return got.size() >= count;
        });
    return got;
  }

  /** Asks for verification with that state. */
  public Response verify(String state) {
    return as().body(Map.of("stream_id", stream, "state", state)).post("/ssf/verify");
  }

  /** Sets the stream's status. */
  public Response status(String status) {
    return as().body(Map.of("stream_id", stream, "status", status)).post("/ssf/status");
  }

  /** So many agents, each ended, in their order. */
  public static List<String> endAgents(int count) {
    String sponsor = Api.sponsor();
    List<String> ids =
        IntStream.range(0, count).mapToObj(any -> Api.agent(sponsor).register().id()).toList();
    ids.forEach(id -> Api.order("revoke", "agent", id).then().statusCode(200));
    return ids;
  }
}
