package dev.avowry.it;

import dev.avowry.model.Invariant;
import dev.avowry.model.Order;
import dev.avowry.model.Point;
import dev.avowry.model.Token;
import dev.avowry.model.Wish;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Looks whether everybody who is asked about a token says what the model says. */
final class Watch {
  private static final int SAMPLE = 3;
  private static final int MANY = 12;
  private static final Duration FOLLOWED = Duration.ofSeconds(20);

  private final World world;

  Watch(World world) {
    this.world = world;
  }

  /** After an order was acknowledged by one replica: at once at both, and soon in both lists. */
  void after(Order order, int by, Random random) throws Exception {
    List<Token> ended = ended(order);
    List<Token> alive = alive();
    List<Callable<Void>> checks = new ArrayList<>();
    for (int place = 0; place < Stage.PLACES; place++) {
      for (Token token : concat(sample(ended, SAMPLE, random), sample(alive, 1, random))) {
        checks.add(introspection(place, token));
      }
    }
    if (world.tree.orders().isShut(order.target())) {
      checks.addAll(mintsBelow(order.target(), random));
    }
    atOnce(checks);
    List<Reader> readers = world.stage.readers();
    readers.get(by).await(List.of(order), Duration.ZERO);
    readers.get(1 - by).await(List.of(order));
    for (Reader reader : readers) {
      for (Token token : concat(sample(ended, MANY, random), sample(alive, SAMPLE, random))) {
        verification(reader, token);
      }
    }
  }

  private List<Token> ended(Order order) {
    return world.tree.tokens().stream()
        .filter(token -> token.ids().contains(order.target()) && token.fence() < order.seq())
        .toList();
  }

  private List<Token> alive() {
    return world.tree.tokens().stream()
        .filter(token -> !world.tree.isDead(token) && !Reader.isEnding(token))
        .toList();
  }

  /** Both replicas refuse what would rest on the target, whatever they remember. */
  private List<Callable<Void>> mintsBelow(String target, Random random) {
    List<Point> below =
        world.tree.agents().stream()
            .filter(agent -> agent.ids().contains(target) || agent.id().equals(target))
            .toList();
    List<Wish> wishes = new ArrayList<>(handedOn(target, random));
    for (Point agent : sample(below, 1, random)) {
      String credential = world.tree.credentialsOf(agent).getFirst();
      wishes.add(
          new Wish.Own(
              agent,
              credential,
              Set.of(World.SPAWN),
              world.resources.getFirst(),
              Optional.empty()));
    }
    List<Callable<Void>> asked = new ArrayList<>();
    for (Wish wish : wishes) {
      for (int place = 0; place < Stage.PLACES; place++) {
        int at = place;
        asked.add(
            () -> {
              judge(world.ask(at, wish));
              return null;
            });
      }
    }
    return asked;
  }

  /** Of a delegation: whoever has it tries again to exchange what is alive above it. */
  private List<Wish> handedOn(String target, Random random) {
    List<Wish> wishes = new ArrayList<>();
    for (Point edge : world.tree.points()) {
      if (edge.id().equals(target) && edge.actor().isPresent()) {
        Point actor = edge.actor().get();
        String parent = edge.ids().get(edge.ids().size() - 2);
        String credential = world.tree.credentialsOf(actor).getFirst();
        for (Token subject : sample(alive(), Integer.MAX_VALUE, random)) {
          Set<String> scopes = new HashSet<>(subject.scopes());
          scopes.retainAll(edge.effective().scopes());
          if (subject.node().equals(parent) && !scopes.isEmpty()) {
            wishes.add(
                new Wish.Exchange(
                    actor, credential, scopes, subject.audience(), Optional.empty(), subject));
          }
        }
      }
    }
    return wishes;
  }

  private void judge(Attempt attempt) {
    synchronized (world) {
      world.judge(attempt, true);
    }
  }

  private Callable<Void> introspection(int place, Token token) {
    return () -> {
      boolean dead = world.tree.isDead(token);
      boolean ending = Reader.isEnding(token);
      boolean active = world.isActive(place, token);
      Invariant.I5.requires(
          !active || !dead, () -> "replica %d says active of %s".formatted(place, token));
      Invariant.ALIVE.requires(
          active || dead || ending, () -> "replica %d says inactive of %s".formatted(place, token));
      world.stage.count("Introspection");
      return null;
    };
  }

  private void verification(Reader reader, Token token) {
    boolean dead = world.tree.isDead(token);
    boolean ending = Reader.isEnding(token);
    Result result = reader.verify(token);
    Invariant.I5.requires(
        !dead || !(result instanceof Result.Live),
        () -> "by the list of %s live: %s".formatted(reader, token));
    Invariant.ALIVE.requires(
        dead || ending || result instanceof Result.Live,
        () -> "by the list of %s %s: %s".formatted(reader, result, token));
    world.stage.count(Verifier.class);
  }

  /** At the end of a sequence: every token by every reader, and every change in the ledger. */
  void overAll(Random random) throws Exception {
    everywhere(random);
    for (Verifier follower : world.stage.followers()) {
      followed(follower);
    }
    recorded();
  }

  /** Every token by every list, and some by introspection. */
  void everywhere(Random random) throws Exception {
    for (Reader reader : world.stage.readers()) {
      reader.await(world.tree.orders().entries());
      world.tree.tokens().forEach(token -> verification(reader, token));
    }
    List<Callable<Void>> checks = new ArrayList<>();
    for (int place = 0; place < Stage.PLACES; place++) {
      for (Token token : sample(world.tree.tokens(), MANY, random)) {
        checks.add(introspection(place, token));
      }
    }
    atOnce(checks);
  }

  private void followed(Verifier follower) throws Exception {
    Within.within(
        FOLLOWED,
        Invariant.I5
            + " or "
            + Invariant.ALIVE
            + ": a verifier that follows says what the model says",
        () -> world.tree.tokens().stream().allMatch(token -> agrees(follower, token)));
  }

  private boolean agrees(Verifier follower, Token token) {
    boolean live = Reader.verify(follower, token) instanceof Result.Live;
    // The library keeps a withdrawn key for as long as it keeps the JWKS.
    return world.tree.isWithdrawn(token)
        || (world.tree.isDead(token) ? !live : live || Reader.isEnding(token));
  }

  private void recorded() throws Exception {
    List<Token> tokens = world.tree.tokens();
    String jtis = String.join(",", tokens.stream().map(each -> "'" + each.jti() + "'").toList());
    if (!tokens.isEmpty()) {
      String rows =
          ask(
              "select count(distinct jti) from ledger_event where type = 'token_issued' and jti in (%s)"
                  .formatted(jtis));
      Invariant.I8.requires(
          Integer.parseInt(rows) == tokens.size(),
          () -> "%d tokens, %s of them in the ledger".formatted(tokens.size(), rows));
    }
    String gaps = ask("select max(seq) - count(*) from revocation_history");
    Invariant.I5.requires(
        gaps == null || gaps.equals("0"), () -> gaps + " numbers were left out in the history");
    List<Order> entries = world.tree.orders().entries();
    String wanted =
        entries.stream()
            .map(each -> "('%d', '%s')".formatted(each.seq(), each.target()))
            .collect(Collectors.joining(","));
    if (!entries.isEmpty()) {
      String rows =
          ask(
              """
              select count(*) from ledger_event where (detail ->> 'seq', target) in (%s)
              and type in ('authority_revoked', 'authority_suspended', 'authority_tightened')
              """
                  .formatted(wanted));
      Invariant.I8.requires(
          Integer.parseInt(rows) == entries.size(),
          () -> "%d entries, %s of them in the ledger".formatted(entries.size(), rows));
    }
  }

  private String ask(String sql) throws Exception {
    return world.stage.pair().database().ask(sql);
  }

  static void atOnce(List<Callable<Void>> checks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> each : threads.invokeAll(checks)) {
        each.get();
      }
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw failure;
    }
  }

  private static <T> List<T> sample(List<T> all, int most, Random random) {
    List<T> some = new ArrayList<>(all);
    Collections.shuffle(some, random);
    return some.subList(0, Math.min(most, some.size()));
  }

  private static <T> List<T> concat(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
