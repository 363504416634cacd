package dev.avowry.revocation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.JwtSigner;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.KnownEntries;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the list in memory and serves it signed.
 *
 * <p>Truth is the table: the list follows it when a notification wakes it, each second besides, and
 * after every order that this replica carried out. Cut off from the database it signs nothing anew,
 * so that its last list runs out and verifiers go stale by their contract.
 */
@ApplicationScoped
public class Publisher {
  private static final Logger LOG = Logger.getLogger(Publisher.class);

  private final Entries entries;
  private final KnownEntries known;
  private final ListSigner signer;
  private final Clock clock;
  private final ListConfig config;
  private volatile RevocationList list = RevocationList.EMPTY;
  private volatile @Nullable Edition edition;
  private volatile Consumer<RevocationList> follower = list -> {};

  Publisher(
      Entries entries,
      KnownEntries known,
      JwtSigner signer,
      Clock clock,
      ListConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.entries = entries;
    this.known = known;
    this.signer = new ListSigner(signer, config, issuer);
    this.clock = clock;
    this.config = config;
  }

  /** Reads what is new. After it, what was assigned before the call is in the list. */
  public Uni<Void> refresh() {
    // What is assigned while the answer is under way may have missed it.
    Instant asked = clock.instant();
    return entries
        .since(list.head())
        .invoke(known::learn)
        .invoke(since -> take(since, asked))
        .replaceWithVoid();
  }

  /** The list as it is now; refused when the database has been out of reach for too long. */
  public PublishedList current() {
    return edition().whole();
  }

  /**
   * What is newer than the entry that a reader has; the whole list where that cannot be told apart,
   * or where too many have asked for other parts of it.
   */
  public PublishedList since(long seq) {
    return edition().since(seq);
  }

  /** How long ago the database last said that there is no further entry. */
  public Duration age() {
    Duration age = Duration.between(list.confirmedAt(), clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Who is told of the list each time that the database confirms it, in order and at once. */
  void follow(Consumer<RevocationList> told) {
    follower = told;
  }

  private Edition edition() {
    RevocationList held = list;
    Edition last = edition;
    if (last != null && stands(last, held)) {
      return last;
    }
    if (held.confirmedAt().plus(config.renewal()).isBefore(clock.instant())) {
      return lastWhileItHolds(last);
    }
    Edition next = new Edition(held, signer, last == null ? held.head() : last.head());
    edition = next;
    return next;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> follow() {
    return refresh()
        .onFailure()
        .invoke(failure -> LOG.warnf("the revocation list could not be read: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return entries
        .forget(clock.instant())
        .onFailure()
        .invoke(failure -> LOG.warnf("old entries could not be dropped: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** Two readings may overlap; the one that saw less must not undo the other. */
  private synchronized void take(Entries.Since since, Instant asked) {
    if (since.head().compareTo(list.head()) >= 0) {
      list = list.with(since, asked.isAfter(list.confirmedAt()) ? asked : list.confirmedAt());
      follower.accept(list);
    }
  }

  private boolean stands(Edition last, RevocationList held) {
    return last.head().equals(held.head()) && last.isByTheKeyInUse() && !isDue(last);
  }

  private boolean isDue(Edition last) {
    return !last.confirmedAt().plus(config.renewal()).isAfter(clock.instant());
  }

  private Edition lastWhileItHolds(@Nullable Edition last) {
    if (last == null || !last.confirmedAt().plus(config.lifetime()).isAfter(clock.instant())) {
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE, "the revocation list cannot be confirmed now");
    }
    return last;
  }
}
