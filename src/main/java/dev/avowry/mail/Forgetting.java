package dev.avowry.mail;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Removes messages that are older than messages are kept. */
@ApplicationScoped
class Forgetting {
  private static final Logger LOG = Logger.getLogger(Forgetting.class);

  /** So few that nobody waits for the mailbox. */
  private static final int SOME = 500;

  private final MessageStore store;
  private final Outbox outbox;
  private final MailConfig config;
  private final Clock clock;

  Forgetting(MessageStore store, Outbox outbox, MailConfig config, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  /** A day at the least: what was sent in it is counted by it. */
  private Duration keepSent() {
    return config.keepFor().compareTo(QueueWriter.DAY) > 0 ? config.keepFor() : QueueWriter.DAY;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return all(() -> store.removeBefore(clock.instant().minus(config.keepFor()), SOME))
        .chain(() -> all(() -> outbox.removeBefore(clock.instant().minus(keepSent()), SOME)));
  }

  private static Uni<Void> all(Supplier<Uni<Integer>> some) {
    return Multi.createBy()
        .repeating()
        .uni(some::get)
        .whilst(removed -> removed == SOME)
        .collect()
        .last()
        .onFailure()
        .invoke(failure -> LOG.warnf("old mail could not be removed: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }
}
