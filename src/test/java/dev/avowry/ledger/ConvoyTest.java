package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Convoy.Arrival;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConvoyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Departure> departures = new LinkedBlockingQueue<>();

  /** A convoy that is under way until the test lets it arrive. */
  private record Departure(
      List<Integer> items, UniEmitter<? super List<Arrival<Integer>>> emitter) {
    void arrive(Function<Integer, Arrival<Integer>> outcome) {
      emitter.complete(items.stream().map(outcome).toList());
    }
  }

  private Convoy<Integer, Integer> convoy(int longest, int capacity) {
    return new Convoy<>(vertx, longest, capacity, this::depart);
  }

  private Uni<List<Arrival<Integer>>> depart(List<Integer> items) {
    return Uni.createFrom().emitter(emitter -> departures.add(new Departure(items, emitter)));
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void aLoneItemLeavesAtOnce() throws Exception {
    var answer = join(convoy(10, 10), 7);

    next().arrive(Arrival.Safe::new);

    assertEquals(7, answer.get(10, TimeUnit.SECONDS));
  }

  @Test
  void whatArrivesMeanwhileSharesTheNext() throws Exception {
    Convoy<Integer, Integer> convoy = convoy(10, 10);
    send(convoy, 1);
    Departure first = next();
    var two = join(convoy, 2);
    var three = join(convoy, 3);
    assertTrue(departures.isEmpty(), "one at a time");

    first.arrive(Arrival.Safe::new);
    Departure second = next();
    second.arrive(item -> new Arrival.Safe<>(item * 10));

    assertEquals(List.of(2, 3), second.items());
    assertEquals(20, two.get(10, TimeUnit.SECONDS));
    assertEquals(30, three.get(10, TimeUnit.SECONDS));
  }

  @Test
  void aFurtherLaneIsForALoadThatIsWorthIt() throws Exception {
    Convoy<Integer, Integer> convoy = new Convoy<>(vertx, 2, 3, 10, 10, this::depart);
    send(convoy, 1);
    Departure first = next();
    send(convoy, 2);
    send(convoy, 3);
    assertTrue(departures.isEmpty(), "two are not worth a lane");
    send(convoy, 4);
    Departure second = next();
    send(convoy, 5);

    first.arrive(Arrival.Safe::new);
    assertTrue(departures.isEmpty(), "another is still under way");
    second.arrive(Arrival.Safe::new);

    assertEquals(List.of(2, 3, 4), second.items());
    assertEquals(List.of(5), next().items());
  }

  @Test
  void whatFailsFailsAlone() throws Exception {
    Convoy<Integer, Integer> convoy = convoy(10, 10);
    send(convoy, 0);
    Departure first = next();
    var lost = join(convoy, 1);
    var safe = join(convoy, 2);
    first.arrive(Arrival.Safe::new);

    next()
        .arrive(
            item ->
                item == 1
                    ? new Arrival.Lost<>(new IllegalStateException("lost"))
                    : new Arrival.Safe<>(item));

    assertEquals(2, safe.get(10, TimeUnit.SECONDS));
    assertThrows(Exception.class, () -> lost.get(10, TimeUnit.SECONDS));
  }

  @Test
  void aConvoyOfUnknownOutcomeFailsForAllInIt() throws Exception {
    Convoy<Integer, Integer> convoy = convoy(10, 10);
    var one = join(convoy, 1);

    next().emitter().fail(new IllegalStateException("connection lost"));

    assertThrows(Exception.class, () -> one.get(10, TimeUnit.SECONDS));
    var two = join(convoy, 2);
    next().arrive(Arrival.Safe::new);
    assertEquals(2, two.get(10, TimeUnit.SECONDS), "the road is free again");
  }

  @Test
  void aLongQueueGoesInSeveral() throws Exception {
    Convoy<Integer, Integer> convoy = convoy(2, 10);
    send(convoy, 0);
    Departure first = next();
    send(convoy, 1);
    send(convoy, 2);
    send(convoy, 3);

    first.arrive(Arrival.Safe::new);
    Departure second = next();
    second.arrive(Arrival.Safe::new);

    assertEquals(List.of(1, 2), second.items());
    assertEquals(List.of(3), next().items());
  }

  @Test
  void aFullQueueRefusesAtOnce() throws Exception {
    Convoy<Integer, Integer> convoy = convoy(10, 1);
    send(convoy, 0);
    next();
    send(convoy, 1);

    var refused = join(convoy, 2);

    Exception failure = assertThrows(Exception.class, () -> refused.get(10, TimeUnit.SECONDS));
    Refused cause = assertInstanceOf(Refused.class, failure.getCause());
    assertEquals(Reason.TEMPORARILY_UNAVAILABLE, cause.refusal().reason());
  }

  private static CompletableFuture<Integer> join(Convoy<Integer, Integer> convoy, int item) {
    return convoy.join(item).subscribeAsCompletionStage();
  }

  /** Joins without caring for the answer. */
  private static void send(Convoy<Integer, Integer> convoy, int item) {
    convoy.join(item).subscribe().with(done -> {}, failed -> {});
  }

  private Departure next() throws InterruptedException {
    Departure next = departures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertTrue(next != null, "a convoy leaves");
    return next;
  }
}
