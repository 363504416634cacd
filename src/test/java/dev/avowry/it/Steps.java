package dev.avowry.it;

import dev.avowry.model.Invariant;
import dev.avowry.model.Mode;
import dev.avowry.model.Order;
import dev.avowry.model.Point;
import dev.avowry.model.Token;
import dev.avowry.model.Wish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/** What can be done next. Each step chooses by itself whom and what it is about. */
final class Steps {
  private static final int MOST_AGENTS = 14;
  private static final int RACERS = 10;

  private final World world;
  private final Random random;
  private final Door door;
  private final Watch watch;

  Steps(World world, Random random) {
    this.world = world;
    this.random = random;
    this.door = new Door(world);
    this.watch = new Watch(world);
  }

  void register() {
    if (random.nextInt(3) == 0) {
      world.newSponsor();
    }
    if (world.tree.agents().size() < MOST_AGENTS) {
      List<Point> sponsors =
          world.tree.points().stream().filter(each -> each.lineage().size() == 1).toList();
      world.register(place(), one(sponsors), someScopes());
    }
  }

  void spawn() {
    if (world.tree.agents().size() < MOST_AGENTS) {
      Point parent = someAgent();
      world.spawn(place(), parent, one(world.tree.credentialsOf(parent)), someScopes());
    }
  }

  void addCredential() {
    world.addCredential(place(), someAgent());
  }

  void stand() {
    Point parent = someAgent();
    Point actor = someAgent();
    if (!parent.equals(actor)) {
      world.stand(place(), parent, one(world.tree.credentialsOf(parent)), actor);
    }
  }

  void mint() {
    world.judge(world.ask(place(), own(someAgent())), true);
  }

  void exchange() {
    if (!world.tree.tokens().isEmpty()) {
      world.judge(world.ask(place(), exchange(recentToken())), true);
    }
  }

  /** The same assertion, twice at the same moment, at different replicas. */
  void replay() throws Exception {
    Wish wish = own(someAgent());
    String assertion = world.client(wish.credential()).assertion();
    List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> asked = new ArrayList<>();
    for (int i = 0; i < 2 * Stage.PLACES; i++) {
      int at = i % Stage.PLACES;
      asked.add(
          () -> {
            attempts.add(world.ask(at, wish, assertion));
            return null;
          });
    }
    Watch.atOnce(asked);
    List<Attempt> granted = attempts.stream().filter(Attempt::granted).toList();
    Invariant.I6.requires(
        granted.size() <= 1, () -> granted.size() + " tokens for the same assertion");
    granted.forEach(each -> world.judge(each, true));
  }

  /** Takes something, or gives it back, while nothing else goes on. */
  void order() throws Exception {
    int by = place();
    proven(door.settle(door.send(by, draft()), by), by);
  }

  /** Gives back what is suspended, so that there is something to take again. */
  void resume() throws Exception {
    int by = place();
    List<String> shut = suspended();
    if (!shut.isEmpty()) {
      Target target = targetOf(one(shut));
      proven(door.settle(door.send(by, new Door.Draft(target, Mode.RESUME)), by), by);
    }
  }

  void giveBack() throws Exception {
    if (world.tree.tokens().isEmpty()) {
      return;
    }
    int by = place();
    Token token = recentToken();
    List<String> own = world.tree.credentialsOf(world.tree.point(token.client()));
    Optional<String> good =
        own.stream().filter(each -> !world.tree.orders().isShut(each)).findFirst();
    if (good.isPresent()) {
      proven(door.giveBack(by, token, good.get()), by);
    }
  }

  /** Mints and exchanges at both replicas race an order against what they rest on. */
  void race() throws Exception {
    Point agent = someAgent();
    Door.Draft draft = draftAgainst(agent);
    int by = place();
    String person = world.stage.office().first(world.at(by));
    List<Wish> wishes = wishesOf(agent);
    List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    List<Door.Sent> sent = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> together = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      int at = i % Stage.PLACES;
      Wish wish = wishes.get(i % wishes.size());
      together.add(
          () -> {
            attempts.add(world.ask(at, wish));
            attempts.add(world.ask(at, wish));
            return null;
          });
    }
    together.add(
        random.nextInt(RACERS),
        () -> {
          sent.add(door.send(by, draft, person));
          return null;
        });
    Watch.atOnce(together);
    Optional<Order> order = door.settle(sent.getFirst(), by);
    attempts.forEach(each -> world.judge(each, true));
    proven(order, by);
    world.stage.count("Race");
  }

  List<Wish> wishesOf(Point agent) {
    List<Wish> wishes = new ArrayList<>();
    wishes.add(own(agent));
    wishes.add(own(agent));
    world.tree.agents().stream()
        .filter(each -> each.ids().contains(agent.id()) && !each.equals(agent))
        .forEach(each -> wishes.add(own(each)));
    world.tree.tokens().reversed().stream()
        .filter(token -> token.path().contains(agent.id()))
        .limit(3)
        .forEach(token -> wishes.add(exchange(token)));
    Collections.shuffle(wishes, random);
    return wishes;
  }

  void proven(Optional<Order> order, int by) throws Exception {
    if (order.isPresent()) {
      watch.after(order.get(), by, random);
    }
  }

  /** Mostly one that may be of use again. */
  Point someAgent() {
    List<Point> hopeful =
        world.tree.agents().stream()
            .filter(each -> each.ids().stream().noneMatch(world.tree.orders()::isRevoked))
            .filter(
                each ->
                    world.tree.credentialsOf(each).stream()
                        .anyMatch(key -> !world.tree.orders().isRevoked(key)))
            .toList();
    if (hopeful.isEmpty()) {
      world.register(place(), world.newSponsor(), Set.copyOf(world.scopes));
      return world.tree.agents().getLast();
    }
    return random.nextInt(10) == 0 ? one(world.tree.agents()) : one(hopeful);
  }

  Wish own(Point agent) {
    Optional<String> mayAct =
        random.nextInt(3) == 0
            ? Optional.of(someAgent().id()).filter(id -> !id.equals(agent.id()))
            : Optional.empty();
    return new Wish.Own(
        agent,
        one(world.tree.credentialsOf(agent)),
        mostlyInside(agent.effective().scopes()),
        one(world.resources),
        mayAct);
  }

  /** Mostly by somebody who may. */
  private Wish exchange(Token subject) {
    List<Point> able =
        world.tree.agents().stream()
            .filter(
                each ->
                    subject.mayAct().equals(Optional.of(each.id()))
                        || (each.ids().contains(subject.subject())
                            && !each.id().equals(subject.subject())))
            .toList();
    Point actor = able.isEmpty() || random.nextInt(8) == 0 ? someAgent() : one(able);
    Set<String> scopes = new HashSet<>(subject.scopes());
    if (random.nextInt(8) > 0) {
      scopes.retainAll(actor.effective().scopes());
    }
    Optional<String> mayAct =
        random.nextInt(3) == 0 ? Optional.of(someAgent().id()) : Optional.empty();
    return new Wish.Exchange(
        actor,
        one(world.tree.credentialsOf(actor)),
        mostlyInside(scopes),
        world.resources.contains(subject.audience()) ? subject.audience() : one(world.resources),
        mayAct,
        subject);
  }

  /** One or more of them; sometimes of all that there are, which may be too much. */
  private Set<String> mostlyInside(Set<String> inside) {
    List<String> from = new ArrayList<>(inside);
    from.remove(World.SPAWN);
    if (from.isEmpty() || random.nextInt(8) == 0) {
      from = world.scopes;
    }
    // The order of a set is another in each run, and the seed has to mean the same.
    List<String> sorted = new ArrayList<>(from);
    Collections.sort(sorted);
    Collections.shuffle(sorted, random);
    return Set.copyOf(sorted.subList(0, 1 + random.nextInt(sorted.size())));
  }

  private Set<String> someScopes() {
    List<String> all = new ArrayList<>(world.scopes);
    Collections.shuffle(all, random);
    return Set.copyOf(all.subList(0, 1 + random.nextInt(all.size())));
  }

  private Token recentToken() {
    List<Token> tokens = world.tree.tokens();
    List<Token> alive = tokens.stream().filter(each -> !world.tree.isDead(each)).toList();
    List<Token> from = alive.isEmpty() || random.nextInt(4) == 0 ? tokens : alive;
    return from.get(from.size() - 1 - random.nextInt(Math.min(12, from.size())));
  }

  /** An order against anything. */
  private Door.Draft draft() {
    List<String> shut = suspended();
    if (!shut.isEmpty() && random.nextInt(3) == 0) {
      return new Door.Draft(targetOf(one(shut)), one(List.of(Mode.RESUME, Mode.REVOKE)));
    }
    return draftAgainst(someAgent());
  }

  /** An order against something that the agent's authority rests on, or that rests on it. */
  Door.Draft draftAgainst(Point agent) {
    List<Token> below =
        world.tree.tokens().stream().filter(each -> each.path().contains(agent.id())).toList();
    List<Point> hands =
        world.tree.points().stream()
            .filter(each -> each.actor().isPresent() && each.ids().contains(agent.id()))
            .toList();
    return switch (random.nextInt(12)) {
      case 0 -> new Door.Draft(Target.node(agent), Mode.REVOKE);
      case 1, 2 -> new Door.Draft(Target.node(agent), Mode.SUSPEND);
      case 3 -> new Door.Draft(Target.node(one(agent.lineage())), taking());
      case 4, 5 -> new Door.Draft(Target.node(hands.isEmpty() ? agent : one(hands)), taking());
      case 6 ->
          new Door.Draft(new Target("credential", one(world.tree.credentialsOf(agent))), taking());
      case 7 ->
          below.isEmpty()
              ? new Door.Draft(Target.node(agent), Mode.SUSPEND)
              : new Door.Draft(new Target("token", one(below).jti()), Mode.REVOKE);
      case 8 -> new Door.Draft(new Target("scope", one(world.scopes)), taking());
      case 9 -> new Door.Draft(new Target("resource", one(world.resources)), taking());
      case 10 -> ofEverybody();
      default -> tightening(one(agent.lineage()));
    };
  }

  private Door.Draft ofEverybody() {
    return switch (random.nextInt(4)) {
      case 0 -> new Door.Draft(new Target("everything", true), Mode.REVOKE);
      case 1 -> new Door.Draft(new Target("kind", "bot"), Mode.REVOKE);
      default -> new Door.Draft(new Target("vendor", world.vendor), taking());
    };
  }

  private Door.Draft tightening(Point point) {
    return new Door.Draft(
        Target.node(point),
        Mode.TIGHTEN,
        Optional.of(Door.lower(point, one(world.scopes), 120 + random.nextInt(180))));
  }

  private Mode taking() {
    return random.nextInt(4) == 0 ? Mode.REVOKE : Mode.SUSPEND;
  }

  private List<String> suspended() {
    return world.tree.orders().entries().stream()
        .map(Order::target)
        .distinct()
        .filter(id -> world.tree.orders().isShut(id) && !world.tree.orders().isRevoked(id))
        .toList();
  }

  private Target targetOf(String id) {
    int colon = id.indexOf(':');
    if (colon > 0) {
      String kind = id.substring(0, colon);
      return new Target(kind.equals("aud") ? "resource" : kind, id.substring(colon + 1));
    }
    return world.tree.credentials().contains(id)
        ? new Target("credential", id)
        : Target.node(world.tree.point(id));
  }

  int place() {
    return random.nextInt(Stage.PLACES);
  }

  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
