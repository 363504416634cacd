package dev.avowry.demo;

import static java.util.Map.entry;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The walk, step by step:
 *
 * <pre>
 * sponsor ── planner ── worker ── checker        registered
 *               └─ worker acts for planner ─ checker acts for both   exchanged
 * </pre>
 *
 * Then one entry on the planner ends all of it.
 */
final class Walk {
  /** A resource server that exists by name only. */
  static final String ORDERS = "https://orders.example";

  private static final String SPAWN = "agents:spawn";
  private static final String READ = "orders:read";
  private static final String WRITE = "orders:write";

  private final Api api;
  private final URI base;
  private final String issuer;
  private final Narrator narrator;
  private final Cast cast;
  private final Tokens tokens;

  Walk(Api api, URI base, String issuer, Narrator narrator) {
    this.api = api;
    this.base = base;
    this.issuer = issuer;
    this.narrator = narrator;
    this.cast = new Cast(api, narrator);
    this.tokens = new Tokens(api, issuer, narrator);
  }

  void walk(String bootstrapToken) {
    String admin = cast.administrator(bootstrapToken);
    String sponsor = cast.sponsor(admin);
    Player orders = resourceServer(admin, sponsor);
    Player planner = planner(admin, sponsor);
    Player worker = worker(planner);
    Player checker = checker(worker);
    Map<String, String> chain = chain(planner, worker, checker);
    String last = chain.getOrDefault(checker.name(), "");

    showTree(admin, planner);
    try (ResourceServer offline = new ResourceServer(base, issuer, narrator)) {
      narrator.step("A resource server decides about the three tokens, offline.");
      offline.letsIn(chain);
      narrator.step("The orders service asks instead: introspection of the checker's token.");
      tokens.introspect(orders, last, true);

      dryRun(admin, planner);
      long answered = revoke(admin, planner);
      narrator.step("The offline verifier has fetched the list, and refuses the whole tree.");
      offline.refuses(chain, answered);
      showList();
      narrator.step(
          "Introspection of the checker's token says no more than that it is not active.");
      tokens.introspect(orders, last, false);
    }
    narrator.step("Nobody in the tree gets another token.");
    List.of(planner, worker, checker).forEach(tokens::isRefused);
  }

  private Player resourceServer(String admin, String sponsor) {
    narrator.step("The orders service is registered, so that it may introspect its tokens.");
    return cast.agent(
        admin,
        sponsor,
        Cast.asked("orders", "service", "Keeps orders", List.of("tokens:introspect"), 0));
  }

  private Player planner(String admin, String sponsor) {
    narrator.step("An agent is registered below the sponsor, with a ceiling: the planner.");
    List<String> scopes = List.of(SPAWN, READ, WRITE);
    return cast.agent(
        admin, sponsor, Cast.asked("planner", "ai_agent", "Plans purchases", scopes, 4));
  }

  private Player worker(Player planner) {
    narrator.step("The planner proves itself by a signed assertion and gets a token of its own.");
    String token = tokens.own(planner, issuer, SPAWN);
    narrator.step("With it the planner spawns a worker, inside its own ceiling.");
    List<String> scopes = List.of(SPAWN, READ, WRITE);
    return cast.spawned(token, Cast.asked("worker", "ai_agent", "Places orders", scopes, 3));
  }

  private Player checker(Player worker) {
    narrator.step("The worker does the same: a third agent down the chain, the checker.");
    String token = tokens.own(worker, issuer, SPAWN);
    return cast.spawned(
        token, Cast.asked("checker", "ai_agent", "Checks orders", List.of(READ), 2));
  }

  /** The tokens by whose they are: each was exchanged from the one before. */
  private Map<String, String> chain(Player planner, Player worker, Player checker) {
    narrator.step("The planner gets a token for orders that names the worker in may_act.");
    String first = tokens.ownFor(planner, ORDERS, READ + " " + WRITE, worker);
    narrator.step("The worker exchanges it: sub stays the planner, act says who acts.");
    String second = tokens.exchangedFor(worker, first, READ + " " + WRITE, checker);
    narrator.step("The checker exchanges that one, for less: act is nested, the path is longer.");
    String third = tokens.exchanged(checker, second, READ);
    return Json.object(
        entry(planner.name(), first), entry(worker.name(), second), entry(checker.name(), third));
  }

  private void showTree(String admin, Player planner) {
    narrator.step("The tree of authority below the planner.");
    Answer answer = api.get("/v1/nodes/" + planner.id() + "/tree", admin).expect(200);
    List<Map<String, Object>> nodes = Json.objects(answer.body(), "items");
    nodes.forEach(node -> narrator.detail(line(node)));
  }

  private static String line(Map<String, Object> node) {
    int depth = node.get("depth") instanceof Number number ? number.intValue() : 0;
    return "%s%s %s  %s  %s"
        .formatted(
            "  ".repeat(depth),
            node.get("kind"),
            node.get("name"),
            node.get("id"),
            node.get("effective_state"));
  }

  private void dryRun(String admin, Player planner) {
    narrator.step("What would die with the planner? A dry run.");
    Map<String, Object> order = order(planner);
    order.put("dry_run", true);
    narrator.shows(
        api.post("/v1/revocations", admin, order).expect(200).body(),
        "dry_run",
        "state",
        "affected");
  }

  /** When it was answered, by {@link System#nanoTime}. */
  private long revoke(String admin, Player planner) {
    narrator.step("The planner is revoked.");
    Answer answer = api.post("/v1/revocations", admin, order(planner)).expect(200);
    long answered = System.nanoTime();
    narrator.shows(answer.body(), "seq", "id", "at", "state", "affected");
    return answered;
  }

  private void showList() {
    narrator.step("It took one entry, however large the tree. This is the list.");
    narrator.shows(api.get("/revocations").expect(200).body(), "seq", "from", "entries");
  }

  private static Map<String, Object> order(Player planner) {
    return Json.object(
        entry("target", Map.of("agent", planner.id())),
        entry("mode", "revoke"),
        entry("reason", "demo"));
  }
}
