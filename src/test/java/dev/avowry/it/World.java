package dev.avowry.it;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.model.Ceiling;
import dev.avowry.model.Invariant;
import dev.avowry.model.Point;
import dev.avowry.model.Span;
import dev.avowry.model.Token;
import dev.avowry.model.Tree;
import dev.avowry.model.Verdict;
import dev.avowry.model.Wish;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A tree of its own on the two replicas, and beside it the model of that tree. Whatever is asked
 * for is asked of a replica, and what comes of it is held against the model.
 */
final class World {
  private static final Duration BACK = Duration.ofSeconds(30);

  static final String SPAWN = "agents:spawn";
  private static final int REMEMBERED = 60;
  private static final AtomicInteger WORLDS = new AtomicInteger();

  final Stage stage;
  final Tree tree = new Tree();
  final List<String> scopes;
  final List<String> resources;
  final String vendor;
  private final AtomicLong clock = new AtomicLong();
  private final Map<String, TestClient> clients = new HashMap<>();
  private final Deque<String> journal = new ArrayDeque<>();
  private final TestClient witness;

  World(Stage stage) {
    this.stage = stage;
    String name = Integer.toString(WORLDS.incrementAndGet());
    this.scopes = List.of("read-" + name, "write-" + name, "pay-" + name);
    this.resources =
        List.of("https://one-%s.example".formatted(name), "https://two-%s.example".formatted(name));
    this.vendor = "vendor-" + name;
    this.witness = registerWitness();
    newSponsor();
    register(0, tree.points().getFirst(), Set.copyOf(scopes));
    stage.count(World.class);
  }

  /** What happened, for whoever has to find out why. */
  void note(String line) {
    if (journal.size() == REMEMBERED) {
      journal.remove();
    }
    journal.add(line);
  }

  String journal() {
    return String.join("\n  ", journal);
  }

  long tick() {
    return clock.incrementAndGet();
  }

  Replica at(int place) {
    return stage.replica(place);
  }

  /** Calls; no answer is an answer too. */
  static Replica.Answer answer(Supplier<Replica.Answer> call) {
    try {
      return call.get();
    } catch (UncheckedIOException none) {
      return new Replica.Answer(0, "");
    }
  }

  TestClient client(String credential) {
    return Optional.ofNullable(clients.get(credential)).orElseThrow();
  }

  Point newSponsor() {
    Replica at = at(0);
    String id = Office.sponsor(at, stage.office().first(at));
    return tree.sponsor(
        id,
        new Ceiling(
            Set.of(scopes.get(0), scopes.get(1), scopes.get(2), SPAWN),
            Set.of(resources.get(0), resources.get(1), Api.ISSUER),
            Duration.ofMinutes(15),
            16));
  }

  /** Registers an agent right below a sponsor. */
  void register(int place, Point sponsor, Set<String> wanted) {
    ECKey key = TestClient.newKey();
    JsonObject body = body(wanted, key).put("sponsor", sponsor.id()).put("max_depth", 6);
    Replica.Answer answer =
        decided(() -> at(place).post("/v1/agents", stage.office().first(at(place)), body.encode()));
    if (tree.orders().isShut(sponsor.id())) {
      Invariant.I4.requires(
          answer.status() != 201, () -> "an agent below the dead sponsor " + sponsor);
      return;
    }
    boolean inside = sponsor.effective().scopes().containsAll(wanted);
    Invariant.I1.requires(
        inside || answer.status() != 201,
        () -> "an agent below %s with %s".formatted(sponsor, wanted));
    if (!inside) {
      return;
    }
    adopt(answer.require(201).object(), sponsor, key);
    note("registered %s below %s".formatted(tree.agents().getLast(), sponsor));
  }

  /** Asked again while it could not be decided: the database may just have come back. */
  private static Replica.Answer decided(Supplier<Replica.Answer> ask) {
    long deadline = System.nanoTime() + BACK.toNanos();
    Replica.Answer answer = ask.get();
    while (answer.status() == 503 && System.nanoTime() < deadline) {
      answer = ask.get();
    }
    return answer;
  }

  /** An agent registers another below itself, by a token that it has just got. */
  void spawn(int place, Point parent, String credential, Set<String> wanted) {
    Attempt attempt =
        ask(place, new Wish.Own(parent, credential, Set.of(SPAWN), Api.ISSUER, Optional.empty()));
    judge(attempt, true);
    if (!attempt.granted()) {
      return;
    }
    String token = attempt.answer().object().getString("access_token");
    ECKey key = TestClient.newKey();
    Replica.Answer answer = at(place).post("/v1/agents", token, body(wanted, key).encode());
    Ceiling above = parent.effective();
    boolean inside = above.scopes().containsAll(wanted) && above.depth() > 0;
    Invariant.I1.requires(
        inside || answer.status() != 201, () -> "%s spawned with %s".formatted(parent, wanted));
    Invariant.ALIVE.requires(
        !inside || answer.status() == 201, () -> "%s may spawn: %s".formatted(parent, answer));
    if (answer.status() == 201) {
      adopt(answer.object(), parent, key);
      note("%s spawned %s".formatted(parent, tree.agents().getLast()));
    }
  }

  private JsonObject body(Set<String> wanted, ECKey key) {
    JsonArray all = new JsonArray(new ArrayList<>(wanted)).add(SPAWN);
    return new JsonObject()
        .put("name", "an agent of the model")
        .put("kind", "bot")
        .put("vendor", vendor)
        .put("purpose", "is there")
        .put("scopes", all)
        .put("resources", new JsonArray(resources))
        .put("jwks", Replica.keys(key));
  }

  private void adopt(JsonObject registered, Point above, ECKey key) {
    Ceiling ceiling =
        new Ceiling(
            Attempt.strings(registered.getJsonArray("scopes")),
            withIssuer(Attempt.strings(registered.getJsonArray("resources"))),
            Duration.ofSeconds(registered.getLong("max_ttl")),
            registered.getInteger("max_depth"));
    Ceiling most = above.effective();
    Invariant.I1.requires(
        ceiling.equals(ceiling.meet(most.below())),
        () -> "%s is not inside %s".formatted(ceiling, most));
    String id = registered.getString("id");
    Point agent = tree.agent(id, above, ceiling, Set.of("kind:bot", "vendor:" + vendor));
    adopt(registered.getJsonArray("credentials").getJsonObject(0).getString("id"), agent, key);
  }

  /** Avowry itself may always be asked for. */
  private static Set<String> withIssuer(Set<String> resources) {
    Set<String> all = new HashSet<>(resources);
    all.add(Api.ISSUER);
    return all;
  }

  private void adopt(String credential, Point agent, ECKey key) {
    tree.credential(credential, agent);
    clients.put(credential, new TestClient(agent.id(), key));
  }

  /** One more key for an agent. */
  void addCredential(int place, Point agent) {
    ECKey key = TestClient.newKey();
    JsonObject body = new JsonObject().put("jwk", new JsonObject(key.toPublicJWK().toJSONObject()));
    Replica at = at(place);
    Replica.Answer answer =
        at.post(
            "/v1/agents/" + agent.id() + "/credentials", stage.office().first(at), body.encode());
    if (answer.status() == 201) {
      adopt(answer.object().getString("id"), agent, key);
      note("a second key for " + agent);
    }
  }

  /** An agent lets another exchange its tokens from now on. */
  void stand(int place, Point parent, String credential, Point actor) {
    Attempt attempt =
        ask(place, new Wish.Own(parent, credential, Set.of(SPAWN), Api.ISSUER, Optional.empty()));
    judge(attempt, true);
    if (!attempt.granted()) {
      return;
    }
    String token = attempt.answer().object().getString("access_token");
    String body = new JsonObject().put("actor", actor.id()).encode();
    long from = tick();
    Replica.Answer answer = at(place).post("/v1/delegations", token, body);
    if (answer.status() == 201) {
      tree.stand(parent, actor, answer.object().getString("id"), new Span(from, tick()));
      note("%s stands behind %s".formatted(parent, actor));
    }
  }

  /** Asks for a token. */
  Attempt ask(int place, Wish wish) {
    return ask(place, wish, client(wish.credential()).assertion());
  }

  Attempt ask(int place, Wish wish, String assertion) {
    Map<String, String> form = new HashMap<>();
    form.put("scope", String.join(" ", wish.scopes()));
    form.put("resource", wish.audience());
    wish.mayAct().ifPresent(actor -> form.put("requested_actor", actor));
    if (wish instanceof Wish.Exchange exchange) {
      form.put("grant_type", TestClient.TOKEN_EXCHANGE);
      form.put("subject_token", exchange.subject().jwt());
      form.put("subject_token_type", TestClient.ACCESS_TOKEN);
    } else {
      form.put("grant_type", "client_credentials");
    }
    Replica at = at(place);
    long from = tick();
    Replica.Answer answer = answer(() -> at.form("/token", assertion, form));
    stage.count(Attempt.class);
    return new Attempt(wish, new Span(from, tick()), answer);
  }

  /**
   * Holds what came of it against the model, and takes the token into it.
   *
   * @param healthy whether everything was up all the while
   */
  void judge(Attempt attempt, boolean healthy) {
    Wish wish = attempt.wish();
    Verdict verdict = tree.verdict(wish, attempt.when());
    note("%s for %s at %s".formatted(attempt.answer().status(), wish.inShort(), attempt.when()));
    if (verdict instanceof Verdict.Refuse refuse) {
      refuse.by().requires(!attempt.granted(), () -> "was granted, but " + refuse.why());
    }
    boolean unavailable = !healthy && attempt.undecided();
    Invariant.ALIVE.requires(
        attempt.granted() || unavailable || !mustBeGranted(verdict, wish),
        () -> "%s was refused: %s".formatted(wish, attempt.answer()));
    Invariant.I9.requires(
        attempt.granted() || unavailable || attempt.answer().status() / 100 == 4,
        () -> "neither granted nor refused: " + attempt.answer());
    if (attempt.granted()) {
      tree.minted(wish, attempt.token(tree.classes(wish)));
      stage.count(Token.class);
    }
  }

  private static boolean mustBeGranted(Verdict verdict, Wish wish) {
    return verdict instanceof Verdict.Grant
        && !(wish instanceof Wish.Exchange exchange && Reader.isEnding(exchange.subject()));
  }

  /** Whether a replica says that the token is alive. */
  boolean isActive(int place, Token token) {
    return introspect(place, token).require(200).object().getBoolean("active");
  }

  Replica.Answer introspect(int place, Token token) {
    return at(place).form("/introspect", witness, Map.of("token", token.jwt()));
  }

  /** Whether a replica gives a token to somebody whom no order is about. */
  boolean mints(int place) {
    Map<String, String> form = Map.of("grant_type", "client_credentials", "resource", Api.ISSUER);
    return answer(() -> at(place).form("/token", witness, form)).status() == 200;
  }

  private TestClient registerWitness() {
    Replica at = at(0);
    String admin = stage.office().first(at);
    ECKey key = TestClient.newKey();
    JsonObject body =
        new JsonObject()
            .put("name", "a resource server")
            .put("kind", "service")
            .put("purpose", "asks")
            .put("sponsor", Office.sponsor(at, admin))
            .put("scopes", new JsonArray(List.of("tokens:introspect")))
            .put("resources", new JsonArray(resources).copy().add(Api.ISSUER))
            .put("jwks", Replica.keys(key));
    String id = at.post("/v1/agents", admin, body.encode()).require(201).object().getString("id");
    return new TestClient(id, key);
  }
}
