package dev.avowry.mail;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Removes messages that are older than messages are kept. */
@ApplicationScoped
class Forgetting {
  private static final Logger LOG = Logger.getLogger(Forgetting.class);

  /** So few that nobody waits for the mailbox. */
  private static final int SOME = 500;

  private final MessageStore store;
  private final MailConfig config;
  private final Clock clock;

  Forgetting(MessageStore store, MailConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Multi.createBy()
        .repeating()
        .uni(() -> store.removeBefore(clock.instant().minus(config.keepFor()), SOME))
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
