package dev.avowry.people;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a provider's word is good for, once it is proven. */
@AvowryTest
class CorporateSignInTest {
  private static final Origin HERE = Origin.itself("test");

  @Inject CorporateSignIn corporate;
  @Inject Sessions sessions;
  @Inject RoleStore roles;
  @Inject Pool pool;

  private final String subject = "s-" + UUID.randomUUID();

  @Test
  @DisplayName("a role of a group that somebody has left is gone; one given by hand stays")
  void followsTheGroups() {
    NodeId human = admit(person("corp", Set.of("site-admins", "audit", "staff")));
    assertEquals(Set.of("admin corp", "auditor corp"), rolesOf(human));

    await(
        () ->
            Panache.withTransaction(
                () -> roles.grant(human, Role.AUDITOR, "somebody", Instant.now())));
    assertEquals(human, admit(person("corp", Set.of("staff"))));
    assertEquals(Set.of("auditor hand"), rolesOf(human));

    admit(person("corp", Set.of("audit")));
    assertEquals(Set.of("auditor corp", "auditor hand"), rolesOf(human));
  }

  @Test
  @DisplayName("a role of a group counts where its provider has let in, and nowhere else")
  void countsTheProvidersOwnGroups() {
    NodeId human = admit(person("corp", Set.of("audit")));
    assertEquals(Set.of(Role.AUDITOR), rolesIn(Optional.of("corp"), human));
    assertEquals(Set.of(), rolesIn(Optional.of("known"), human));
    assertEquals(Set.of(), rolesIn(Optional.empty(), human));
  }

  @Test
  @DisplayName(
      "a role that came from a provider which is no more → counts nowhere, and can be taken")
  void forgetsProvidersThatAreGone() {
    NodeId human = admit(person("corp", Set.of()));
    await(
        () ->
            pool.preparedQuery(
                    """
                    insert into human_role (human, role, granted_by, granted_at, source)
                    values ($1, 'admin', 'gone', now(), 'gone')
                    """)
                .execute(Tuple.of(human.value())));
    assertEquals(Set.of(), rolesIn(Optional.of("gone"), human));
    Api.admin().delete("/v1/roles/admin/{id}", human.toString()).then().statusCode(204);
    assertEquals(Set.of(), rolesOf(human));
  }

  @Test
  @DisplayName("a role that a group gives is not taken by hand")
  void leavesGroupsToTheProvider() {
    NodeId human = admit(person("corp", Set.of("audit")));
    Api.admin().delete("/v1/roles/auditor/{id}", human.toString()).then().statusCode(409);
    assertEquals(Set.of("auditor corp"), rolesOf(human));
  }

  @Test
  @DisplayName(
      "a provider that keeps auth_time to itself → in, and never as lately as it has to be")
  void isNeverFreshWithoutATime() {
    NodeId human = admit(person("corp", Set.of()));
    SignIn signIn =
        await(() -> corporate.admit(person("corp", Set.of()), Optional.empty(), "Browser", HERE));
    Session session = open(signIn);
    assertEquals(human, session.human());
    assertFalse(session.isDated());
    assertFalse(session.isAsFreshAs(Duration.ofDays(365), Instant.now()));
  }

  @Test
  @DisplayName("ten browsers at once, for the first time → one sponsor")
  void makesOneSponsor() throws Exception {
    List<NodeId> all = AtOnce.run(10, () -> admit(person("corp", Set.of("audit"))));

    assertEquals(1, Set.copyOf(all).size(), all::toString);
  }

  @Test
  @DisplayName("the same subject or the same address elsewhere → somebody else, or nobody")
  void knowsIssuerAndSubject() {
    NodeId human = admit(person("corp", Set.of()));

    assertNotEquals(human, admit(named("corp", "another-" + subject)));
    Expect.refusal(Reason.SIGN_IN_FAILED, () -> admit(person("known", Set.of("site-admins"))));
  }

  @Test
  @DisplayName("who was registered with issuer and subject gets in where none are made")
  void knowsWhoWasRegistered() {
    String id =
        Api.admin()
            .body(
                Map.of(
                    "name",
                    "Ada",
                    "email",
                    "ada@known.example",
                    "issuer",
                    "https://known.example",
                    "subject",
                    subject))
            .post("/v1/sponsors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");

    assertEquals(id, admit(person("known", Set.of("site-admins"))).toString());
    assertEquals(Set.of(), rolesOf(NodeId.parse(id).orElseThrow()), "groups of another provider");
  }

  @Test
  @DisplayName("whose node is suspended → refused, and no other sponsor is made")
  void refusesWhoIsSuspended() {
    NodeId human = admit(person("corp", Set.of()));
    Api.order("suspend", "sponsor", human.toString()).then().statusCode(200);

    Expect.refusal(Reason.SIGN_IN_FAILED, () -> admit(person("corp", Set.of())));
    Api.order("resume", "sponsor", human.toString()).then().statusCode(200);
    assertEquals(human, admit(person("corp", Set.of())));
  }

  @Test
  @DisplayName("who was asked whether they answer, and signs in → says by it that they do")
  void acceptsInPerson() {
    String id = invited();
    Api.admin().get("/v1/sponsors/{id}", id).then().body("state", equalTo("suspended"));
    assertEquals(id, admit(person("corp", Set.of())).toString());
    Api.admin().get("/v1/sponsors/{id}", id).then().body("state", equalTo("live"));
    Api.admin().get("/v1/sponsors/{id}/invitation", id).then().body("state", equalTo("accepted"));
    assertEquals(id, admit(person("corp", Set.of())).toString());
  }

  @Test
  @DisplayName("whose invitation has expired → refused, and nothing lives below them")
  void acceptsNothingTooLate() {
    String id = invited();
    await(
        () ->
            pool.preparedQuery(
                    "update sponsor_invitation set expires_at = now() where sponsor = $1")
                .execute(Tuple.of(NodeId.parse(id).orElseThrow().value())));
    Expect.refusal(Reason.CONFLICT, () -> admit(person("corp", Set.of())));
    Api.admin().get("/v1/sponsors/{id}", id).then().body("state", equalTo("suspended"));
  }

  private String invited() {
    return Api.admin()
        .body(
            Map.of(
                "name",
                "Ada",
                "email",
                "ada@corp.example",
                "issuer",
                "https://corp.example",
                "subject",
                subject,
                "invite",
                true))
        .post("/v1/sponsors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Test
  @DisplayName("a provider that names no address → refused at the first time")
  void needsAnAddressOnce() {
    OutsidePerson nameless =
        new OutsidePerson(
            "corp",
            "https://corp.example",
            subject,
            "Ada",
            Optional.empty(),
            Set.of(),
            Set.of(),
            Optional.empty());

    Expect.refusal(Reason.SIGN_IN_FAILED, () -> admit(nameless));
  }

  @Test
  @DisplayName("auth_time is when they proved it, and never later than now")
  void remembersWhenItWasProven() {
    Instant now = Instant.now();
    SignIn early =
        new SignIn(
            new NodeId(1),
            Set.of(),
            Optional.of("corp"),
            "",
            Optional.of(now.minusSeconds(900)),
            Optional.empty());
    SignIn late =
        new SignIn(
            new NodeId(1),
            Set.of(),
            Optional.of("corp"),
            "",
            Optional.of(now.plusSeconds(900)),
            Optional.empty());

    assertEquals(now.minusSeconds(900), early.provenAt(now));
    assertEquals(now, late.provenAt(now));
  }

  private OutsidePerson person(String provider, Set<String> groups) {
    return person(provider, subject, groups);
  }

  private static OutsidePerson named(String provider, String subject) {
    return person(provider, subject, Set.of());
  }

  private static OutsidePerson person(String provider, String subject, Set<String> groups) {
    return new OutsidePerson(
        provider,
        "https://" + provider + ".example",
        subject,
        "Ada Lovelace",
        Optional.of("ada@example.com"),
        groups,
        Set.of("mfa"),
        Optional.empty());
  }

  private NodeId admit(OutsidePerson person) {
    return await(() -> corporate.admit(person, Optional.empty(), "Browser", HERE)).human();
  }

  private Set<Role> rolesIn(Optional<String> provider, NodeId human) {
    return open(new SignIn(human, Set.of("mfa"), provider, "Browser")).roles();
  }

  private Session open(SignIn by) {
    Opened opened = await(() -> sessions.open(by, HERE));
    return await(() -> sessions.find(opened.token())).orElseThrow();
  }

  private Set<String> rolesOf(NodeId human) {
    return await(
        () ->
            pool.preparedQuery("select role, source from human_role where human = $1")
                .execute(Tuple.of(human.value()))
                .map(
                    rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                            .map(row -> row.getString("role") + " " + row.getString("source"))
                            .collect(Collectors.toSet())));
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
