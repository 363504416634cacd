package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;
import dev.avowry.vault.Kept;
import dev.avowry.vault.Successors;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Replaces what is to be replaced: each secret by one replica at a time, and by another when that
 * one has died.
 */
@ApplicationScoped
class Turns {
  private static final Logger LOG = Logger.getLogger(Turns.class);

  /** Longer than a try can take, all of its questions in vain. */
  static final Duration LEASE = Duration.ofMinutes(3);

  private static final int AT_ONCE = 10;
  private static final int MOST_WANTED = 50;

  private final Book book;
  private final Successors successors;
  private final RoleRotation roles;
  private final WebhookRotation webhooks;
  private final RotationMeters meters;

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
                        .iterable(all.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(this::begin)
                        .collect()
                        .last())
            .replaceWithVoid());
  }

  private Uni<Void> begin(Map.Entry<NodeId, Cause> wanted) {
    return quietly(
        successors
            .kept(wanted.getKey())
            .chain(
                kept ->
                    kept.map(
                            it ->
                                book.beginWanted(
                                    wanted.getKey(), it.secret().version(), wanted.getValue()))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
  }

  /** Goes on with those whose turn it is. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    return quietly(book.take(LEASE, AT_ONCE).chain(this::work));
  }

  private Uni<Void> work(List<Task> tasks) {
    return Multi.createFrom()
        .iterable(tasks)
        .onItem()
        .transformToUniAndMerge(task -> apart(() -> work(task)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** On a context of its own: sessions of several at once would meet on one. */
  private static Uni<Void> apart(Supplier<Uni<Void>> what) {
    return Uni.createFrom()
        .emitter(
            done -> {
              Context own = VertxContext.createNewDuplicatedContext(Vertx.currentContext());
              VertxContextSafetyToggle.setContextSafe(own, true);
              own.runOnContext(any -> what.get().subscribe().with(done::complete, done::fail));
            });
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
