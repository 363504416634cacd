package dev.avowry.rotation;

import dev.avowry.kernel.Apart;
import dev.avowry.vault.Kept;
import dev.avowry.vault.Successors;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Replaces what is to be replaced: each secret by one replica at a time, and by another when that
 * one has died.
 */
@ApplicationScoped
class Turns {
  private static final Logger LOG = Logger.getLogger(Turns.class);

  /** How long a try may take, all of its questions in vain. */
  private static final Duration LONGEST = Duration.ofSeconds(150);

  /** Longer than that, with what is written of it. */
  static final Duration LEASE = Duration.ofMinutes(3);

  private static final int AT_ONCE = 20;
  private static final int MOST_WANTED = 50;

  private final Book book;
  private final Successors successors;
  private final RoleRotation roles;
  private final WebhookRotation webhooks;
  private final RotationMeters meters;
  private final AtomicInteger underWay = new AtomicInteger();

  Turns(
      Book book,
      Successors successors,
      RoleRotation roles,
      WebhookRotation webhooks,
      RotationMeters meters) {
    this.book = book;
    this.successors = successors;
    this.roles = roles;
    this.webhooks = webhooks;
    this.meters = meters;
  }

  /** Begins with those whose day has come, or that somebody knows who should not any more. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return quietly(
        book.wanted(MOST_WANTED)
            .chain(
                all ->
                    Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(each -> quietly(book.begin(each)))
                        .collect()
                        .last())
            .replaceWithVoid());
  }

  /** Goes on with those whose turn it is, and waits for none: who is slow keeps nobody waiting. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    int free = AT_ONCE - underWay.get();
    return free > 0
        ? quietly(book.take(LEASE, free).invoke(all -> all.forEach(this::start)).replaceWithVoid())
        : Uni.createFrom().voidItem();
  }

  private void start(Task task) {
    underWay.incrementAndGet();
    Apart.run(() -> work(task))
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .subscribe()
        .with(done -> {}, failure -> LOG.warnf("a rotation has ended: cause=%s", failure));
  }

  private Uni<Void> work(Task task) {
    return quietly(
        attempt(task)
            .onFailure()
            .recoverWithItem(failure -> failed(task, failure))
            .chain(step -> book.conclude(task, step).invoke(() -> meters.tried(task, step))));
  }

  /** What somebody waits for in vain comes from another thread: back to where transactions are. */
  Uni<Step> attempt(Task task) {
    Context here = Vertx.currentContext();
    return successors
        .kept(task.secret())
        .chain(
            kept ->
                kept.map(it -> attempt(task, it))
                    .orElseGet(() -> Uni.createFrom().item(new Step.Gone())))
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .emitOn(further -> here.runOnContext(any -> further.run()));
  }

  private Uni<Step> attempt(Task task, Kept kept) {
    if (kept.secret().version() != task.base()) {
      return Uni.createFrom().item(new Step.Overtaken());
    }
    return switch (task.plan().method()) {
      case Method.PostgreSql postgres -> roles.attempt(task, kept);
      case Method.Webhook(URI endpoint) -> webhooks.attempt(endpoint, task, kept);
    };
  }

  /** Of what failed only the kind is told: its words may be anybody's. */
  private static Step failed(Task task, Throwable failure) {
    LOG.warnf(
        "a secret could not be replaced: secret=%s cause=%s",
        task.secret(), failure.getClass().getSimpleName());
    return new Step.Stuck(Snag.FAILED);
  }

  private static Uni<Void> quietly(Uni<Void> what) {
    return what.onFailure()
        .invoke(failure -> LOG.warnf("rotations could not go on: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }
}
