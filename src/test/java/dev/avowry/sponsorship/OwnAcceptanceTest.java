package dev.avowry.sponsorship;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.NewSponsor;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.Registry;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.Sponsorships.Begun;
import dev.avowry.kernel.Origin;
import dev.avowry.key.Jwk;
import dev.avowry.revocation.Revocations;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where it takes a human's own word that they answer. */
@AvowryTest
@NullUnmarked
class OwnAcceptanceTest {
  private static final Origin ORIGIN = Origin.itself("test");

  @Inject Registry registry;
  @Inject AcceptanceBook book;
  @Inject Revocations revocations;

  private TestHuman human;
  private Acceptances acceptances;

  @BeforeEach
  void set() {
    human = TestHuman.sponsor();
    acceptances =
        new Acceptances(
            registry,
            book,
            revocations,
            new TestSponsorship(SponsorshipConfig.Acceptance.OWN, Duration.ofDays(180)));
  }

  @Test
  @DisplayName("every sponsor is invited, and accepts in person as well as by the token")
  void invitesEverybody() {
    NewSponsor asked =
        new NewSponsor(
            "Ada", "ada@example.com", Optional.empty(), Optional.empty(), Ceiling.ofSponsor());

    Begun begun = done(() -> acceptances.begin(asked, false, human.id(), human.node(), ORIGIN));

    assertEquals(NodeState.SUSPENDED, begun.sponsor().state());
    assertTrue(begun.invited().isPresent());
    TestClient agent = Api.agent(begun.sponsor().id().toString()).register();
    agent.clientCredentials(Map.of()).then().statusCode(401);
    done(() -> acceptances.acceptInPerson(begun.sponsor().id(), ORIGIN));
    agent.clientCredentials(Map.of()).then().statusCode(200);
  }

  @Test
  @DisplayName("of whom a system tells: nothing lives below them until they say so, asked or not")
  void waitsForWhomASystemTellsOf() {
    Sponsor told = done(() -> acceptances.told(asked(), "directory", ORIGIN));
    assertEquals(NodeState.SUSPENDED, told.state());
    TestClient agent = Api.agent(told.id().toString()).register();
    agent.clientCredentials(Map.of()).then().statusCode(401);

    done(() -> acceptances.acceptInPerson(told.id(), ORIGIN));

    agent.clientCredentials(Map.of()).then().statusCode(200);
    Sponsor other = done(() -> acceptances.told(asked(), "directory", ORIGIN));
    Api.admin().post("/v1/sponsors/{id}/invitation", other.id().toString()).then().statusCode(200);
    Api.admin().post("/v1/sponsors/{id}/invitation", human.id()).then().statusCode(404);
  }

  private static NewSponsor asked() {
    return new NewSponsor(
        "Ada", "ada@example.com", Optional.empty(), Optional.empty(), Ceiling.ofSponsor());
  }

  @Test
  @DisplayName("an agent that another registers for somebody waits for their word, in person")
  void waitsForTheirWord() {
    ECKey key = TestClient.newKey();
    String id =
        done(() -> registry.registerAwaiting(human.node(), asked(key), "test", ORIGIN))
            .agent()
            .id()
            .toString();
    TestClient agent = new TestClient(id, key);
    agent.clientCredentials(Map.of()).then().statusCode(401);
    assertEquals(0, below(), "nobody counts it yet");
    human
        .as()
        .get("/v1/sponsors/{id}/obligations", human.id())
        .then()
        .statusCode(200)
        .body("agents", contains(id));

    TestHuman.sponsor().as().post("/v1/agents/{id}/acceptance", id).then().statusCode(404);
    Api.admin().post("/v1/agents/{id}/acceptance", id).then().statusCode(404);
    agent.clientCredentials(Map.of()).then().statusCode(401);
    human.as().post("/v1/agents/{id}/acceptance", id).then().statusCode(204);

    agent.clientCredentials(Map.of()).then().statusCode(200);
    assertEquals(1, below());
    human.as().get("/v1/sponsors/{id}/obligations", human.id()).then().body("agents", empty());
  }

  @Test
  @DisplayName("what a human registers for themselves waits for nobody")
  void ownAgentsWaitForNobody() {
    assertFalse(acceptances.awaitsWordOf(human.node(), human.node()));
    assertTrue(acceptances.awaitsWordOf(human.node(), TestHuman.sponsor().node()));
  }

  private static NewAgent asked(ECKey key) {
    return new NewAgent(
        "waits",
        AgentKind.AI_AGENT,
        "is tested",
        Optional.empty(),
        new AskedCeiling(
            Bounds.scopes(List.of("read")),
            Bounds.resources(List.of(Api.ORDERS)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        List.of(new Authenticator.Key(Jwk.parse(key.toPublicJWK().toJSONObject()))),
        Optional.empty(),
        Optional.empty(),
        BoundTokens.BY_CHOICE);
  }

  private int below() {
    return Api.admin()
        .body(Api.order("revoke", "sponsor", human.id(), true))
        .post("/v1/revocations")
        .path("affected.agents");
  }

  private static <T> T done(Supplier<Uni<T>> what) {
    try {
      return VertxContextSupport.subscribeAndAwait(what);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
