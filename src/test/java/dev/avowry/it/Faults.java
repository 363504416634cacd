package dev.avowry.it;

import dev.avowry.model.Invariant;
import dev.avowry.model.Order;
import dev.avowry.model.Point;
import dev.avowry.model.Token;
import dev.avowry.model.Wish;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What goes wrong, and what is asked for while it does. When a step is over everything is up again,
 * and has to say at once what the model says.
 */
final class Faults {
  private static final Duration BACK = Duration.ofSeconds(60);

  private final World world;
  private final Random random;
  private final Steps steps;
  private final Door door;

  Faults(World world, Random random) {
    this.world = world;
    this.random = random;
    this.steps = new Steps(world, random);
    this.door = new Door(world);
  }

  /** Something that is done to the stage. */
  @FunctionalInterface
  private interface Act {
    void perform() throws Exception;
  }

  /** No replica is woken; each finds out by itself. */
  void muteNotifications() throws Exception {
    ExternalDatabase database = pair().database();
    database.change("alter table revocation_head disable trigger revocation_head_moved");
    try {
      steps.order();
    } finally {
      database.change("alter table revocation_head enable trigger revocation_head_moved");
    }
  }

  /** The connections on which the replicas listen are gone, just before there is something new. */
  void cutListeners() throws Exception {
    String cut =
        pair()
            .database()
            .ask(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where query ilike 'listen%'");
    world.note("cut " + cut + " listening connections");
    steps.order();
  }

  /** A replica sleeps through an order, with requests in its hands. */
  void freeze() throws Exception {
    int asleep = steps.place();
    during(asleep, () -> pair().freeze(asleep), () -> pair().thaw(asleep), false);
  }

  /** A replica has no database, while the other takes an order. */
  void cutOff() throws Exception {
    int alone = steps.place();
    during(alone, () -> pair().cutOff(alone), () -> pair().reconnect(alone), true);
  }

  private void during(int place, Act fault, Act repair, boolean alone) throws Exception {
    int other = 1 - place;
    Point agent = steps.someAgent();
    Door.Draft draft = steps.draftAgainst(agent);
    String person = administrator(other);
    List<Wish> wishes = steps.wishesOf(agent);
    List<Attempt> attempts = new ArrayList<>();
    Door.Sent sent;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Attempt>> early = ask(threads, place, wishes, random.nextInt(3));
      fault.perform();
      try {
        List<Future<Attempt>> late = ask(threads, place, wishes, 2);
        sent = door.send(other, draft, person);
        if (alone) {
          collect(late).forEach(each -> requireNothing(each, attempts));
          requireNotActive(place);
        } else {
          early.addAll(late);
        }
      } finally {
        repair.perform();
      }
      attempts.addAll(collect(early));
    }
    awaitCalm();
    Optional<Order> order = door.settle(sent, other);
    attempts.forEach(each -> world.judge(each, false));
    steps.proven(order, other);
  }

  private static void requireNothing(Attempt attempt, List<Attempt> attempts) {
    Invariant.I10.requires(!attempt.granted(), () -> "minted while cut off: " + attempt.wish());
    attempts.add(attempt);
  }

  /** Without a database it cannot be known that a token is alive. */
  private void requireNotActive(int place) {
    List<Token> tokens = world.tree.tokens();
    if (!tokens.isEmpty()) {
      Replica.Answer answer = World.answer(() -> world.introspect(place, steps.one(tokens)));
      Invariant.I9.requires(
          answer.status() != 200 || !answer.object().getBoolean("active"),
          () -> "cut off, and says that a token is active");
    }
  }

  /** A replica is killed with mints and an order in its hands, and started again. */
  void restart() throws Exception {
    int place = steps.place();
    Point agent = steps.someAgent();
    Door.Draft draft = steps.draftAgainst(agent);
    String person = administrator(place);
    List<Wish> wishes = steps.wishesOf(agent);
    List<Attempt> attempts;
    Door.Sent sent;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Attempt>> asked = ask(threads, place, wishes, 4);
      Future<Door.Sent> ordered = threads.submit(() -> door.send(place, draft, person));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(12));
      pair().restart(place);
      attempts = collect(asked);
      sent = ordered.get();
    }
    Optional<Order> order = door.settle(sent, 1 - place);
    pair().awaitReady();
    world.stage.reconnect(place);
    awaitCalm();
    attempts.forEach(each -> world.judge(each, false));
    steps.proven(order, 1 - place);
    world.stage.count("Restart");
  }

  /** PostgreSQL goes away and comes back. */
  void restartDatabase() throws Exception {
    int by = steps.place();
    Point agent = steps.someAgent();
    Door.Draft draft = steps.draftAgainst(agent);
    String person = administrator(by);
    Wish wish = steps.own(agent);
    List<Attempt> attempts = new ArrayList<>();
    pair().database().stop();
    Door.Sent sent;
    try {
      for (int place = 0; place < Stage.PLACES; place++) {
        requireNothing(world.ask(place, wish), attempts);
      }
      sent = door.send(by, draft, person);
      Invariant.I9.requires(
          sent.answer().status() / 100 != 2, () -> "acknowledged without a database: " + sent);
    } finally {
      pair().database().start();
    }
    awaitCalm();
    attempts.forEach(each -> world.judge(each, false));
    steps.proven(door.settle(sent, by), by);
    world.stage.count("DatabaseRestart");
  }

  /** A new key, which signs from ten seconds on. */
  void rotateKey() {
    rotate(false);
  }

  /** A new key at once: what the old one signed is dead, and so are the administrators' tokens. */
  void replaceKey() throws Exception {
    Set<String> before = kids(0);
    rotate(true);
    world.stage.office().renew();
    Within.within(
        BACK,
        "both replicas publish the same keys",
        () -> kids(0).equals(kids(1)) && !kids(0).equals(before));
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(kids(0));
    world.tree.withdrawn(gone);
    world.note("withdrew " + gone);
    new Watch(world).everywhere(random);
  }

  private void rotate(boolean immediate) {
    Replica at = world.at(0);
    JsonObject body = new JsonObject().put("algorithm", "ES256").put("immediate", immediate);
    int status =
        at.post("/v1/keys/rotations", world.stage.office().first(at), body.encode()).status();
    Invariant.ALIVE.requires(
        status == 201 || (status == 409 && !immediate), () -> "a key was not made: " + status);
  }

  private Set<String> kids(int place) {
    JsonObject jwks = world.at(place).read("/jwks", "application/json").require(200).object();
    return jwks.getJsonArray("keys").stream()
        .map(key -> ((JsonObject) key).getString("kid"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Both replicas serve, and whoever may have a token gets it. */
  private void awaitCalm() throws Exception {
    pair().awaitReady();
    for (int place = 0; place < Stage.PLACES; place++) {
      int at = place;
      Within.within(BACK, "replica " + at + " mints again", () -> world.mints(at));
    }
  }

  private String administrator(int place) {
    return world.stage.office().first(world.at(place));
  }

  private List<Future<Attempt>> ask(
      ExecutorService threads, int place, List<Wish> wishes, int times) {
    List<Future<Attempt>> asked = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Wish wish = wishes.get(i % wishes.size());
      Callable<Attempt> call = () -> world.ask(place, wish);
      asked.add(threads.submit(call));
    }
    return asked;
  }

  private static List<Attempt> collect(List<Future<Attempt>> asked) throws Exception {
    List<Attempt> attempts = new ArrayList<>();
    for (Future<Attempt> each : asked) {
      attempts.add(each.get());
    }
    return attempts;
  }

  private TwoReplicas pair() {
    return world.stage.pair();
  }
}
