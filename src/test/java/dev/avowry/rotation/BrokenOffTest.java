package dev.avowry.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Expect;
import dev.avowry.testing.FarPostgres;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestRotator;
import dev.avowry.vault.Kept;
import dev.avowry.vault.Successors;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica that dies between two steps: another finds out how far it came, and goes on. */
@AvowryTest
class BrokenOffTest {
  private static FarPostgres far;

  private TestHuman sponsor;
  private TestClient reader;
  private String role;
  private String old;
  private TestRotator rotator;

  @BeforeAll
  static void startFarSide() {
    far = FarPostgres.start();
  }

  @AfterAll
  static void stopFarSide() {
    far.close();
  }

  @BeforeEach
  void register() throws Exception {
    sponsor = TestHuman.sponsor();
    reader = Api.agent(sponsor.id()).with("scopes", List.of("vault:read")).register();
    role = "app_" + UUID.randomUUID();
    old = "old-" + UUID.randomUUID();
    far.role(role, old);
    rotator = TestRotator.ofDatabase(sponsor::as, far.fields(role, old), Map.of());
    rotator.secret().grant(sponsor.as(), reader.id());
  }

  /** Where a replica dies. */
  enum Point {
    /** It has the task, and nothing more. */
    TAKEN,
    /** The next password is durable. */
    KEPT,
    /** The server has it; nobody has heard that it has. */
    CHANGED,
    /** It is known to open; it is not the present one. */
    TRIED
  }

  /** The end of a process, as far as its own code is concerned. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The real server, asked by somebody who dies. */
  private record Dying(RoleServer real, Point at) implements RoleServer {
    @Override
    public Uni<Answer> signIn(Place place, String password) {
      return real.signIn(place, password).onItem().invoke(() -> dieAt(Point.TRIED));
    }

    @Override
    public Uni<Answer> change(Place place, String password, String next) {
      dieAt(Point.KEPT);
      return real.change(place, password, next).onItem().invoke(() -> dieAt(Point.CHANGED));
    }

    private void dieAt(Point point) {
      if (at == point) {
        throw new Died();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  @DisplayName("the secret is replaced once, and what it says opens")
  void isFinishedByAnother(Point point) throws Exception {
    Task task = take();
    if (point != Point.TAKEN) {
      RoleRotation dying = rotation(new Dying(server(), point));
      assertThrows(Died.class, () -> attempt(dying, task));
    }
    boolean changed = point == Point.CHANGED || point == Point.TRIED;
    assertEquals(!changed, far.letsIn(role, old));
    assertEquals(1, rotator.version());
    assertEquals(old, rotator.password(reader), "nobody is given what is not known to open");
    if (point != Point.TAKEN) {
      Response another =
          sponsor
              .as()
              .body(Map.of("fields", far.fields(role, "something else")))
              .post("/v1/vault/{id}/versions", rotator.secret().id());
      Expect.problem(409, "conflict", another);
    }
    Expect.problem(409, "conflict", rotator.set("postgresql", Map.of()));
    Expect.problem(
        409, "conflict", sponsor.as().delete("/v1/vault/{id}/rotator", rotator.secret().id()));

    lapse();
    rotator.awaitVersion(2);

    assertTrue(far.letsIn(role, rotator.password(reader)));
    assertFalse(far.letsIn(role, old));
  }

  @Test
  @DisplayName("a server that lets in whoever comes is told again, since it may not have heard")
  void isToldAgainWhereEverythingOpens() throws Exception {
    Map<String, String> fields = far.fields(role, old);
    fields.put("database", far.trusting());
    rotator = TestRotator.ofDatabase(sponsor::as, fields, Map.of());
    rotator.secret().grant(sponsor.as(), reader.id());
    Task task = take();
    assertThrows(Died.class, () -> attempt(rotation(new Dying(server(), Point.KEPT)), task));
    assertTrue(far.letsIn(role, old));

    lapse();
    rotator.awaitVersion(2);

    assertTrue(far.letsIn(role, rotator.password(reader)), "where a password is asked for");
    assertFalse(far.letsIn(role, old));
  }

  @Test
  @DisplayName("two who do it at once give the same password, and one of them writes the version")
  void twoAtOnceAgree() throws Exception {
    Task first = take();
    assertThrows(Died.class, () -> attempt(rotation(new Dying(server(), Point.KEPT)), first));
    Task second = takeAgain();
    Kept kept = kept();

    RoleRotation rotation = rotation(server());
    Step slow = Beans.ask(Successors.class, any -> rotation.attempt(second, kept));
    assertInstanceOf(Step.Works.class, slow);
    Beans.ask(Book.class, book -> book.conclude(first, slow));
    assertEquals(1, rotator.version(), "the first has lost it");
    Expect.refusal(Reason.CONFLICT, () -> Beans.ask(Book.class, book -> book.keep(first)));
    Beans.ask(Book.class, book -> book.conclude(second, slow));
    Beans.ask(Book.class, book -> book.conclude(second, slow));

    assertEquals(2, rotator.version());
    assertEquals("ready", rotator.show().getString("state"));
    assertTrue(far.letsIn(role, rotator.password(reader)));
  }

  @Test
  @DisplayName("who was overtaken before the next was durable tells the server nothing")
  void whoWasOvertakenStops() throws Exception {
    Task first = take();
    Kept before = kept();
    Task second = takeAgain();
    RoleRotation rotation = rotation(server());
    Expect.refusal(
        Reason.CONFLICT, () -> Beans.ask(Successors.class, any -> rotation.attempt(first, before)));
    assertTrue(far.letsIn(role, old));

    lapse();
    rotator.awaitVersion(2);
    assertTrue(far.letsIn(role, rotator.password(reader)));
    assertEquals(second.run(), first.run());
  }

  @Test
  @DisplayName("DELETE of the rotator after the server has heard → the next one goes on from there")
  void isNotLostWithTheRotator() throws Exception {
    Task task = take();
    assertThrows(Died.class, () -> attempt(rotation(new Dying(server(), Point.CHANGED)), task));
    Beans.ask(Book.class, book -> book.conclude(afterMany(task), new Step.Stuck(Snag.UNREACHABLE)));
    sponsor.as().delete("/v1/vault/{id}/rotator", rotator.secret().id()).then().statusCode(204);
    Step.Works late = new Step.Works(kept());
    Beans.ask(Book.class, book -> book.conclude(task, late));
    assertEquals(1, rotator.version(), "nobody goes on with what was taken away");
    assertFalse(far.letsIn(role, old));

    rotator.set("postgresql", Map.of()).then().statusCode(200);
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(2);
    assertTrue(far.letsIn(role, rotator.password(reader)));
  }

  @Test
  @DisplayName("DELETE of the secret while it is replaced → what was to follow is destroyed too")
  void whatWasToFollowIsDestroyed() throws Exception {
    Task task = take();
    assertThrows(Died.class, () -> attempt(rotation(new Dying(server(), Point.KEPT)), task));
    assertEquals(1, successors());
    sponsor.as().delete("/v1/vault/{id}", rotator.secret().id()).then().statusCode(204);

    assertEquals(0, successors());
    Step step = Beans.ask(Turns.class, turns -> turns.attempt(task));
    assertInstanceOf(Step.Gone.class, step);
    assertTrue(far.letsIn(role, old));
  }

  /** Begins, and has the task before anybody else sees that there is one. */
  private Task take() {
    Instant now = Instant.now();
    return Beans.ask(
        RotatorStore.class,
        store ->
            Panache.withTransaction(
                () ->
                    store
                        .begin(id(), "run-" + UUID.randomUUID(), 1, Cause.ASKED, now)
                        .chain(() -> store.take(now, Duration.ofHours(1), 1_000))
                        .map(all -> all.stream().filter(this::isOurs).findFirst().orElseThrow())));
  }

  /** The same, to be tried again some time. */
  private static Task afterMany(Task task) {
    return new Task(
        task.secret(), task.plan(), task.run(), task.base(), task.cause(), 8, task.claim());
  }

  /** As another replica does when the first is late. */
  private Task takeAgain() {
    Instant later = Instant.now().plus(Duration.ofHours(2));
    return Beans.ask(
        RotatorStore.class,
        store ->
            Panache.withTransaction(() -> store.take(later, Duration.ofHours(1), 1_000))
                .map(all -> all.stream().filter(this::isOurs).findFirst().orElseThrow()));
  }

  private boolean isOurs(Task task) {
    return task.secret().equals(id());
  }

  private Step attempt(RoleRotation rotation, Task task) {
    Kept kept = kept();
    return Beans.ask(Successors.class, any -> rotation.attempt(task, kept));
  }

  private Kept kept() {
    return Beans.ask(Successors.class, successors -> successors.kept(id())).orElseThrow();
  }

  private NodeId id() {
    return NodeId.parse(rotator.secret().id()).orElseThrow();
  }

  private static RoleRotation rotation(RoleServer server) {
    return new RoleRotation(server, Arc.container().instance(Book.class).get(), new SecureRandom());
  }

  private static RoleServer server() {
    return Arc.container().instance(RoleServer.class).get();
  }

  /** The lease of whoever died is over. */
  private void lapse() {
    Beans.ask(
        Pool.class,
        pool ->
            pool.preparedQuery("update rotator set busy_until = '-infinity' where secret = $1")
                .execute(Tuple.of(id().value()))
                .replaceWith(true));
  }

  private long successors() {
    return Beans.ask(
        Pool.class,
        pool ->
            pool.preparedQuery("select count(*) from vault_successor where secret = $1")
                .execute(Tuple.of(id().value()))
                .map(rows -> rows.iterator().next().getLong(0)));
  }
}
