package dev.avowry.federation;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.agent.MemoryConfig;
import dev.avowry.agent.Registry;
import dev.avowry.ledger.Ledger;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Agents that rules make of workloads. */
@AvowryTest
class WorkloadAgentsTest extends FederationSetting {
  @Inject TrustStore store;
  @Inject Quarantines quarantines;
  @Inject Registry registry;
  @Inject Ledger ledger;
  @Inject Clock clock;
  @Inject MemoryConfig memory;

  @Test
  @DisplayName("30 at once make one agent; it is the same later, and has its ceiling")
  void isOne() throws Exception {
    String sponsor = Api.sponsor();
    String trust = platform.trusted("kubernetes");
    String rule = ruled(trust, Map.of("namespace", "jobs"), OutsideIssuer.makes(sponsor, 2));
    String token = platform.token(platform.kubernetes("jobs", "batch", "uid-7"));

    List<Response> answers = AtOnce.run(30, () -> OutsideIssuer.asGrant(token, READ));

    Set<String> made = new TreeSet<>();
    answers.forEach(answer -> made.add(Api.claims(token(answer)).getString("sub")));
    assertEquals(1, made.size(), made::toString);
    Api.admin()
        .get("/v1/agents/{id}", made.iterator().next())
        .then()
        .statusCode(200)
        .body("sponsor", equalTo(sponsor))
        .body("kind", equalTo("workload"))
        .body("name", equalTo("system:serviceaccount:jobs:batch"))
        .body("scopes", equalTo(List.of("read")));
    Expect.oauthError(
        400,
        "invalid_scope",
        OutsideIssuer.asGrant(token, Map.of("scope", "write", "resource", Api.ORDERS)));
    Api.admin()
        .get("/v1/trusted-issuers/{id}/rules", trust)
        .then()
        .body("items[0].id", equalTo(rule))
        .body("items[0].makes.made", equalTo(1));
  }

  @Test
  @DisplayName("no more than the rule allows; a name given again is another agent")
  void areCounted() {
    ruled(
        platform.trusted("kubernetes"),
        Map.of("namespace", "jobs"),
        OutsideIssuer.makes(Api.sponsor(), 2));

    String first = made("uid-1");
    assertFalse(first.equals(made("uid-2")));
    assertEquals(first, made("uid-1"));
    refusedGrant(OutsideIssuer.asGrant(proof("uid-3"), READ));
  }

  @Test
  @DisplayName("is not made at /introspect, nor for who names another agent")
  void isMadeForATokenOnly() {
    ruled(
        platform.trusted("kubernetes"),
        Map.of("namespace", "jobs"),
        OutsideIssuer.makes(Api.sponsor(), 9));
    String proof = proof(UUID.randomUUID().toString());

    refused(with(proof, "x").post("/introspect"));
    refused(OutsideIssuer.asClient(proof, Map.of("client_id", agent.id(), "scope", "read")));
  }

  @Test
  @DisplayName("revoked stays revoked: it is not made again (A-078)")
  void isNotRevived() {
    ruled(
        platform.trusted("kubernetes"),
        Map.of("namespace", "jobs"),
        OutsideIssuer.makes(Api.sponsor(), 9));
    Api.order("revoke", "agent", made("uid-1")).then().statusCode(200);

    refusedGrant(OutsideIssuer.asGrant(proof("uid-1"), READ));
  }

  @Test
  @DisplayName("is asked of the database once by each replica, and remembered")
  void isRemembered() throws Throwable {
    String trust = platform.trusted("kubernetes");
    ruled(trust, Map.of("namespace", "jobs"), OutsideIssuer.makes(Api.sponsor(), 2));
    String made = made("uid-1");
    AtomicInteger asked = new AtomicInteger();
    WorkloadAgents agents =
        new WorkloadAgents(counting(asked), quarantines, registry, ledger, clock, memory);
    Rule rule =
        VertxContextSupport.subscribeAndAwait(() -> store.trust(platform.url()))
            .orElseThrow()
            .rules()
            .getFirst();
    Workload workload = new Workload("system:serviceaccount:jobs:batch", "uid-1", Map.of());

    for (int i = 0; i < 5; i++) {
      assertEquals(
          made,
          VertxContextSupport.subscribeAndAwait(() -> agents.known(rule, workload))
              .orElseThrow()
              .toString());
    }

    assertEquals(1, asked.get());
  }

  /** The store itself, by a way on which it is counted how often it is asked. */
  private TrustStore counting(AtomicInteger asked) {
    return (TrustStore)
        Proxy.newProxyInstance(
            TrustStore.class.getClassLoader(),
            new Class<?>[] {TrustStore.class},
            (proxy, method, values) -> {
              asked.incrementAndGet();
              return method.invoke(store, values);
            });
  }

  private String proof(String uid) {
    return platform.token(platform.kubernetes("jobs", "batch", uid));
  }

  private String made(String uid) {
    return Api.claims(token(OutsideIssuer.asGrant(proof(uid), READ))).getString("sub");
  }
}
