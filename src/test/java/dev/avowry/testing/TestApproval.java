package dev.avowry.testing;

import dev.avowry.agent.SecretHash;
import dev.avowry.approval.ApprovalRequest;
import dev.avowry.approval.ApprovalStore;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.token.Login;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an agent asks of a human who is not there.
 *
 * @param client the agent
 * @param parameters what it sends
 * @param secret its {@code auth_req_id}; empty as long as it has not asked
 */
public record TestApproval(TestClient client, Map<String, String> parameters, String secret) {
  public static final String GRANT_TYPE = "urn:openid:params:grant-type:ciba";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A request that is in order, on behalf of that human. */
  public static TestApproval by(TestClient client, String human) {
    return new TestApproval(
        client,
        Map.of(
            "scope",
            "openid read",
            "resource",
            Api.ORDERS,
            "login_hint",
            human,
            "binding_message",
            "for the contract"),
        "");
  }

  /** What an agent asks by its token: of its own sponsor. */
  public static Map<String, Object> petition() {
    return Map.of(
        "scopes",
        List.of("read"),
        "resources",
        List.of(Api.ORDERS),
        "binding_message",
        "for the contract");
  }

  /** The same once it was asked, to be collected by that agent. */
  public static TestApproval of(TestClient client, String secret) {
    return new TestApproval(client, Map.of(), secret);
  }

  /** One that an agent has asked of its own sponsor. */
  public static TestApproval asked() {
    String sponsor = Api.sponsor();
    return by(Api.agent(sponsor).register(), sponsor).ask();
  }

  /** The same with another value of a parameter. */
  public TestApproval with(String name, String value) {
    Map<String, String> more = new HashMap<>(parameters);
    more.put(name, value);
    return new TestApproval(client, more, secret);
  }

  /** The same without a parameter. */
  public TestApproval without(String name) {
    Map<String, String> fewer = new HashMap<>(parameters);
    fewer.remove(name);
    return new TestApproval(client, fewer, secret);
  }

  /** Asks, whatever is answered. */
  public Response send() {
    return send(client.form());
  }

  /** The same with a form that authenticates the client. */
  public Response send(RequestSpecification form) {
    return form.formParams(parameters).post("/bc-authorize");
  }

  /** Asks. */
  public TestApproval ask() {
    return asked(send());
  }

  /** The same once it was answered. */
  public TestApproval asked(Response answer) {
    return new TestApproval(
        client, parameters, answer.then().statusCode(200).extract().path("auth_req_id"));
  }

  /** What names it to everybody but the agent: of the agent's requests the latest. */
  public String id() {
    return Api.admin()
        .get("/v1/approvals?limit=500")
        .then()
        .statusCode(200)
        .extract()
        .path("items.find { it.agent == '%s' }.id".formatted(client.id()));
  }

  /** Says yes in a browser. */
  public Response approve(TestBrowser browser) {
    return answer(browser, "approve");
  }

  /** Says no in a browser. */
  public Response refuse(TestBrowser browser) {
    return answer(browser, "refuse");
  }

  private Response answer(TestBrowser browser, String decision) {
    return answer(browser, decision, id());
  }

  /** Answers the request of that id. */
  public static Response answer(TestBrowser browser, String decision, String id) {
    return browser
        .form()
        .formParam("decision", decision)
        .post("/console/approvals/requests/{id}", id);
  }

  /** Asks for the token. */
  public Response collect() {
    return collect(client.form());
  }

  /** The same with a form that authenticates a client. */
  public Response collect(RequestSpecification form) {
    return form.formParam("grant_type", GRANT_TYPE).formParam("auth_req_id", secret).post("/token");
  }

  /** What was approved a moment ago as it was lent: the {@code auth_req_id}. */
  public static String approved(TestLoan loan) {
    String secret = "approved-" + UUID.randomUUID();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ApprovalRequest request =
        new ApprovalRequest(
            ApprovalId.random(RANDOM),
            loan.agent().id(),
            loan.agent().node().sponsor(),
            loan.consent().wanted().scopes(),
            loan.consent().wanted().resources(),
            Optional.empty(),
            Optional.empty(),
            now,
            now.plusSeconds(60),
            ApprovalRequest.State.PENDING);
    ApprovalStore.Grant grant =
        new ApprovalStore.Grant(
            NodeId.parse(loan.grant()).orElseThrow(),
            new Login(now, List.of("hwk"), Optional.empty(), Set.of()),
            now.plusSeconds(60));
    SecretHash hash = SecretHash.of(SecretBytes.ofText(secret));
    Beans.ask(
        ApprovalStore.class,
        store ->
            Panache.withTransaction(
                () ->
                    store
                        .add(request, hash, Duration.ofSeconds(1))
                        .chain(() -> store.approve(request.id(), grant, now))));
    return secret;
  }
}
