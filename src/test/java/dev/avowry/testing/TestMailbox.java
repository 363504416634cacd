package dev.avowry.testing;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A mailbox of an agent of the service under test.
 *
 * @param owner the agent
 * @param address to which others write
 */
public record TestMailbox(TestClient owner, String address) {
  /** The domain of all addresses. */
  public static final String DOMAIN = "mail.example";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> SCOPES =
      List.of("read", "mail:read", "mail:send", "agents:spawn");

  /** A mailbox of a new agent of somebody. */
  public static TestMailbox make() {
    return make(Api.sponsor());
  }

  /** A mailbox of a new agent of that sponsor. */
  public static TestMailbox make(String sponsor) {
    TestClient agent = Api.agent(sponsor).with("scopes", SCOPES).register();
    return give(agent, newName());
  }

  /** Gives the agent that name. */
  public static TestMailbox give(TestClient agent, String name) {
    String address =
        tryGive(Api.admin(), agent.id(), name).then().statusCode(200).extract().path("address");
    return new TestMailbox(agent, address);
  }

  /** Tries to. */
  public static Response tryGive(RequestSpecification as, String agent, String name) {
    return as.body(Map.of("local_part", name)).put("/v1/agents/{id}/mailbox", agent);
  }

  /** A name that nobody has, and that looks like no other. */
  public static String newName() {
    return "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
  }

  /** The agent's id. */
  public String agent() {
    return owner.id();
  }

  /** What is said of it. */
  public JsonPath show() {
    return Api.admin()
        .get("/v1/agents/{id}/mailbox", agent())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** A token by which the agent reads it. */
  public String token() {
    return owner.ownToken("mail:read");
  }

  /** A token by which the agent sends. */
  public String sendingToken() {
    return owner.ownToken("mail:send");
  }

  /** An allowance of one recipient a message. */
  public static Map<String, Object> allowance(int perDay, String... recipients) {
    return Map.of(
        "recipients", List.of(recipients), "messages_per_day", perDay, "recipients_per_message", 1);
  }

  /** Lets it write to these, and so often. */
  public TestMailbox allow(int perDay, String... recipients) {
    return allow(allowance(perDay, recipients));
  }

  /** The same in other words. */
  public TestMailbox allow(Map<String, Object> allowance) {
    Api.admin()
        .body(allowance)
        .put("/v1/agents/{id}/mailbox/sending", agent())
        .then()
        .statusCode(200);
    return this;
  }

  /** A message that can be sent. */
  public static Map<String, Object> toSend(String recipient) {
    return Map.of("to", List.of(recipient), "subject", "a subject", "text", "Good day.");
  }

  /** Has the agent send it. */
  public Response send(Map<String, Object> message) {
    return Api.as(sendingToken()).body(message).post("/v1/mail/send");
  }

  /** What has become of what it sent. */
  public JsonPath sent(String id) {
    return Api.as(sendingToken())
        .get("/v1/mail/sent/{id}", id)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Returns when that has become of it. */
  public JsonPath awaitState(String id, String state) throws Exception {
    Eventually.within(
        PATIENCE,
        "a message is " + state + ", and not " + sent(id).getString("state"),
        () -> sent(id).getString("state").equals(state));
    return sent(id);
  }

  /** What is in it, as the agent lists it. */
  public JsonPath list() {
    return Api.as(token()).get("/v1/mail").then().statusCode(200).extract().jsonPath();
  }

  /** The latest message's id. */
  public String first() {
    return list().getString("items[0].id");
  }

  /** The rows of the record of that type, once there is one: readers hear of it a little later. */
  public String eventsWith(String type) throws Exception {
    Eventually.within(
        PATIENCE, type + " is on record", () -> events(type).contains('"' + type + '"'));
    return events(type);
  }

  private String events(String type) {
    return Api.admin()
        .get("/v1/audit/events?agent={id}&type={type}", agent(), type)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  /** A message with a subject and a line, of which there are no two. */
  public static String letter(String subject) {
    return """
        From: Somebody <sender@peer.example>
        To: you
        Subject: %s
        Date: Mon, 23 Nov 2026 10:00:00 +0000
        Message-ID: <%s@peer.example>

        Good day.\
        """
        .formatted(subject, UUID.randomUUID());
  }

  /** The same message, signed by that domain, which has published its key. */
  public static String signed(String domain, String message) {
    return DkimSigner.of(domain).publishOnce(TestDatabase.dns()).sign(message);
  }

  /** Somebody writes to it. */
  public void receive(String subject) {
    receiveWhole(letter(subject));
  }

  /** The same, header and all. */
  public void receiveWhole(String message) {
    try (SmtpPeer peer = SmtpPeer.ready(address)) {
      String reply = peer.send(message);
      if (!reply.startsWith("250")) {
        throw new AssertionError("not taken in: " + reply);
      }
    }
  }
}
