package dev.avowry.testing;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Thumbprint;
import dev.avowry.consent.Choice;
import dev.avowry.consent.Codes;
import dev.avowry.consent.Consent;
import dev.avowry.consent.Consents;
import dev.avowry.consent.Ticket;
import dev.avowry.consent.TicketStore;
import dev.avowry.consent.Wanted;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.token.Login;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a human has lent to an agent, as if they had said so on the page.
 *
 * @param client the agent
 * @param consent of the human
 */
public record TestLoan(TestClient client, Agent agent, Consent consent) {
  /** RFC 7636 appendix B. */
  public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  /** The same. */
  public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  /** Where the clients of tests get their answers. */
  public static final String REDIRECT = "https://client.example/callback";

  /** An agent that asks humans, in order but for what the test changes. */
  public static NewTestAgent asking(String sponsor) {
    return Api.agent(sponsor)
        .with("redirect_uris", List.of(REDIRECT))
        .with("grant_types", List.of("authorization_code", "refresh_token"));
  }

  /** One for reading orders and for knowing who the human is. */
  public static TestLoan of(String human, TestClient client) {
    return of(human, client, Set.of("openid", "read"), List.of(Api.ORDERS));
  }

  /** One for these. */
  public static TestLoan of(
      String human, TestClient client, Set<String> scopes, List<String> resources) {
    return of(human, client, new Wanted(scopes, resources, Set.of(), Optional.empty()));
  }

  /** One for all of this. */
  public static TestLoan of(String human, TestClient client, Wanted wanted) {
    Choice choice =
        new Choice(wanted.scopes(), wanted.authorizationDetails(), Duration.ofDays(1), true);
    Agent agent =
        Beans.ask(Directory.class, all -> all.agent(NodeId.parse(client.id()).orElseThrow()))
            .map(Client::agent)
            .orElseThrow();
    Consent consent =
        Beans.ask(
            Consents.class,
            all ->
                all.give(
                    NodeId.parse(human).orElseThrow(),
                    agent,
                    wanted,
                    choice,
                    Origin.itself("test")));
    return new TestLoan(client, agent, consent);
  }

  /** The node of the grant. */
  public String grant() {
    return consent.grant().toString();
  }

  /** A code as the browser brings it. */
  public String code() {
    return code(Optional.empty());
  }

  /** The same, bound to a key. */
  public String code(Optional<Thumbprint> key) {
    return Beans.ask(
        Codes.class,
        codes ->
            codes.issue(
                client.id(),
                agent,
                consent,
                consent.wanted(),
                new Ticket.Door.Browser(REDIRECT, Optional.of(CHALLENGE)),
                key,
                login()));
  }

  /** A device code that the human has answered. */
  public String deviceCode() {
    String secret = UUID.randomUUID().toString();
    keep(secret, Optional.of(new Ticket.Door.Device()), Instant.now().plusSeconds(60));
    return secret;
  }

  /** A refresh token that was given a while ago and ends then. */
  public String refreshToken(Instant end) {
    String secret = "avow_rf_" + UUID.randomUUID();
    keep(secret, Optional.empty(), end);
    return secret;
  }

  private void keep(String secret, Optional<Ticket.Door> door, Instant end) {
    Ticket ticket =
        new Ticket(
            SecretHash.of(SecretBytes.ofText(secret)),
            consent.grant(),
            client.id(),
            agent.id(),
            consent.wanted().scopes(),
            consent.wanted().resources(),
            consent.wanted().authorizationDetails(),
            Optional.empty(),
            Optional.empty(),
            door,
            login(),
            true,
            end);
    Beans.ask(TicketStore.class, store -> store.keep(ticket));
  }

  private static Login login() {
    return new Login(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        List.of("hwk"),
        Optional.of("n-0S6_WzA2Mj"),
        Set.of());
  }

  /** A form that redeems a code, to which the test adds. */
  public static RequestSpecification redeeming(RequestSpecification form, String code) {
    return form.formParam("grant_type", "authorization_code")
        .formParam("code", code)
        .formParam("redirect_uri", REDIRECT)
        .formParam("code_verifier", VERIFIER);
  }

  /** Redeems a code as the client. */
  public Response redeem(String code) {
    return redeeming(client.form(), code).post("/token");
  }

  /** Uses a refresh token as the client. */
  public Response refresh(String token) {
    return client
        .form()
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", token)
        .post("/token");
  }
}
