package dev.avowry.rotation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Ledger;
import dev.avowry.vault.Secret;
import dev.avowry.vault.SecretFields;
import dev.avowry.vault.Successors;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Each step of a rotation, in one transaction with what it changes in the vault and its row of the
 * ledger; by the replica that has the task, and nobody else.
 */
@ApplicationScoped
class Book {
  /** In some hours, each time twice as long after the time before. */
  private static final int MOST_TRIES = 14;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 12;

  private final RotatorStore store;
  private final Successors successors;
  private final Ledger ledger;
  private final RunNames names;
  private final Clock clock;

  Book(RotatorStore store, Successors successors, Ledger ledger, RunNames names, Clock clock) {
    this.store = store;
    this.successors = successors;
    this.ledger = ledger;
    this.names = names;
    this.clock = clock;
  }

  /** Begins what nobody asks for, unless it is under way. */
  @WithTransaction
  Uni<Void> begin(Wanted wanted) {
    String run = names.next();
    return store
        .begin(wanted.secret(), run, wanted.version(), wanted.cause(), clock.instant())
        .chain(begun -> begun ? begun(wanted, run) : Uni.createFrom().voidItem());
  }

  private Uni<Void> begun(Wanted wanted, String run) {
    return successors
        .resume(wanted.secret())
        .chain(() -> ledger.append(RotationEvents.begun(wanted, run)));
  }

  @WithTransaction
  Uni<List<Wanted>> wanted(int most) {
    return store.wanted(clock.instant(), most);
  }

  @WithTransaction
  Uni<List<Task>> take(Duration lease, int most) {
    return store.take(clock.instant(), lease, most);
  }

  /** Refused with {@link Reason#CONFLICT} when the task is another replica's by now. */
  @WithTransaction
  Uni<Void> keep(Task task) {
    return store
        .isOurs(task)
        .invoke(
            ours -> {
              if (!ours) {
                throw Refusal.refused(Reason.CONFLICT, "another replica has the rotation");
              }
            })
        .replaceWithVoid();
  }

  /** What the secret will be is durable from then on. */
  @WithTransaction
  Uni<Void> prepare(Task task, Secret secret, SecretFields next) {
    return keep(task).chain(() -> successors.prepare(secret, next));
  }

  /** What came of a try. */
  @WithTransaction
  Uni<Void> conclude(Task task, Step step) {
    Instant now = clock.instant();
    return store
        .isOurs(task)
        .chain(ours -> ours ? write(task, step, now) : Uni.createFrom().voidItem());
  }

  private Uni<Void> write(Task task, Step step, Instant now) {
    return switch (step) {
      case Step.Works works ->
          successors
              .promote(works.kept(), task.plan().every().map(now::plus), task.run())
              .chain(() -> store.done(task, now));
      case Step.Made made ->
          successors
              .replace(
                  made.kept().secret(), made.next(), task.plan().every().map(now::plus), task.run())
              .chain(() -> store.done(task, now));
      case Step.Overtaken overtaken ->
          successors
              .replacedElsewhere(task.secret(), task.plan().every().map(now::plus))
              .chain(() -> store.done(task, now));
      case Step.Gone gone -> store.done(task, now);
      case Step.Stuck(Snag snag) -> stuck(task, snag, now);
    };
  }

  private Uni<Void> stuck(Task task, Snag snag, Instant now) {
    Instant due = now.plus(pause(task.tries()));
    return snag.mayPass() && task.tries() + 1 < MOST_TRIES
        ? store.again(task, snag, due)
        : successors
            .rest(task.secret())
            .chain(() -> store.broken(task, snag, due, now))
            .chain(() -> ledger.append(RotationEvents.broken(task, snag)));
  }

  static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
