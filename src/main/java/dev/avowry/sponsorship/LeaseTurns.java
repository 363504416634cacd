package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.revocation.Mode;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What happens to leases without anybody asking, on whichever replica comes first: agents are given
 * theirs, notice is given, what has lapsed is suspended. Where there are no leases any more,
 * nothing stays suspended for the want of one.
 */
@ApplicationScoped
class LeaseTurns {
  private static final int MOST = 50;

  private final LeaseBook book;
  private final LeaseStore store;
  private final Leases leases;
  private final SponsorshipConfig config;

  LeaseTurns(LeaseBook book, LeaseStore store, Leases leases, SponsorshipConfig config) {
    this.book = book;
    this.store = store;
    this.leases = leases;
    this.config = config;
  }

  @Scheduled(
      identity = "leases",
      every = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    By by = By.itself("lease");
    return config.lease().isZero()
        ? Turns.quietly("leases could not be let go", book.letGo())
            .chain(() -> Turns.quietly("agents could not be released", release(by)))
        : Turns.quietly("leases could not be given", book.assign())
            .chain(() -> Turns.quietly("no notice could be given", book.notice(by)))
            .chain(() -> Turns.quietly("leases could not lapse", book.lapse(by)))
            .chain(() -> Turns.quietly("lapsed agents could not be suspended", halt(by)))
            .chain(() -> Turns.quietly("renewed agents could not be released", release(by)));
  }

  private Uni<Void> halt(By by) {
    return store
        .lapsedAndNotHalted(MOST)
        .chain(
            all ->
                Turns.each(
                    all,
                    "a lapsed agent could not be suspended",
                    (NodeId agent) -> leases.halting(agent, Mode.SUSPEND, by)));
  }

  private Uni<Void> release(By by) {
    return store
        .haltedForNothing(MOST)
        .chain(
            all ->
                Turns.each(
                    all,
                    "a renewed agent could not be released",
                    (NodeId agent) -> leases.halting(agent, Mode.RESUME, by)));
  }
}
