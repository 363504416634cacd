package dev.avowry.verifier;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest revocation list that the issuer gave us, and how long ago we knew it to be the newest.
 *
 * <p><b>What proves freshness.</b> That a list is genuine says nothing of its being current; who
 * can hold back messages can hold back a revocation. Four things are taken for proof, each with its
 * limit:
 *
 * <ul>
 *   <li>The issuer answers a request with a list. The list was current when the request
 *       <em>started</em>, since what was revoked later may have missed it; or before, by as much as
 *       the answer's {@code Age} says. The channel (TLS) vouches for its not being a replay, and a
 *       list older than the held one is refused even so.
 *   <li>The issuer answers 304 to the held list's {@code ETag}. That is as good as the list, but
 *       unsigned, so it is believed only as long as the signed {@code exp} of the held list is
 *       ahead. After that the whole list is asked for.
 *   <li>A heartbeat of the stream says at which time of the issuer's clock the held list was the
 *       newest; {@link Pulse} says what time that was here. Its {@code exp} counts for the list.
 *   <li>A list given by hand came over an unknown channel: it is as fresh as its own {@code iat}.
 * </ul>
 *
 * <p>A list is good for {@code maxStale} from that instant, inclusive, and never beyond its {@code
 * exp} plus the allowed skew. An entry, however, holds for ever: a token that even an old list
 * kills is dead.
 *
 * <p>One thread asks at a time; those that wait for it look again before they ask themselves. What
 * the stream brings meanwhile waits for nobody.
 */
final class HeldRevocations {
  /** After a failure nobody asks for this long, so that an issuer in trouble is left alone. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private record Trouble(Instant at, String what) {}

  private final SignedList lists;
  private final Optional<Fetch> source;
  private final Clock clock;
  private final Duration skew;
  private final Sequel sequel;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final Object changing = new Object();
  private final Arrivals arrivals = new Arrivals();
  private volatile @Nullable HeldList held;
  private volatile @Nullable Trouble trouble;

  /** Who is told of what is new, in order and before anybody else can rely on it for long. */
  interface Sequel {
    /**
     * A list with entries that were not known before.
     *
     * @param before up to where they were known; 0 if nothing was
     */
    void known(Revocations list, long before);
  }

  /**
   * @param source empty if lists are given by hand only
   */
  HeldRevocations(
      SignedList lists, Optional<Fetch> source, Clock clock, Duration skew, Sequel sequel) {
    this.lists = lists;
    this.source = source;
    this.clock = clock;
    this.skew = skew;
    this.sequel = sequel;
  }

  /** What is held, current or not. */
  Optional<Revocations> known() {
    return Optional.ofNullable(held).map(HeldList::list);
  }

  /** When what is held came. */
  Arrivals arrivals() {
    return arrivals;
  }

  /** How current we are. */
  Freshness freshness() {
    HeldList present = held;
    Optional<String> failure = Optional.ofNullable(trouble).map(Trouble::what);
    return present == null
        ? new Freshness(0, Instant.EPOCH, failure)
        : new Freshness(present.list().seq(), present.confirmed(), failure);
  }

  /**
   * A list that is no older than that and has everything up to {@code seq}, asked for if need be.
   *
   * @throws Undecided there is none
   */
  Revocations reaching(long seq, Duration maxStale) throws Undecided {
    if (!reaches(seq, maxStale)) {
      refreshing.lock();
      try {
        if (!reaches(seq, maxStale) && !failedJustNow()) {
          var _ = ask(false);
        }
      } finally {
        refreshing.unlock();
      }
    }
    HeldList present = held;
    if (present != null && present.reaches(seq, clock.instant(), maxStale, skew)) {
      return present.list();
    }
    throw new Undecided(freshness().confirmed(), "the revocation list is too old");
  }

  /** Asks the issuer for news, whether anybody needs them or not. */
  void refresh() {
    var _ = refresh(false);
  }

  /**
   * Asks the issuer for the whole list.
   *
   * @return as it is signed, if it came and is held now
   */
  Optional<String> refreshWhole() {
    return refresh(true);
  }

  private Optional<String> refresh(boolean whole) {
    refreshing.lock();
    try {
      return failedJustNow() ? Optional.empty() : ask(whole);
    } finally {
      refreshing.unlock();
    }
  }

  /** Takes a list from elsewhere. */
  Revocations apply(String signedList) throws Refusal, Undecided {
    long received = System.nanoTime();
    Instant now = clock.instant();
    Delivered delivered = lists.read(signedList, now);
    Instant issuedAt = delivered.issuedAt();
    return take(
        delivered,
        Optional.empty(),
        issuedAt.isBefore(now) ? issuedAt : now,
        Duration.ZERO,
        received);
  }

  /**
   * Takes the list that the stream brings.
   *
   * @param started when the stream was asked for
   */
  void apply(String signedList, Instant started) throws Refusal, Undecided {
    long received = System.nanoTime();
    Delivered delivered = lists.read(signedList, clock.instant());
    synchronized (changing) {
      HeldList present = held;
      // A replica that is behind: what we have came from another.
      if (present == null || delivered.seq() >= present.list().seq()) {
        var _ = take(delivered, Optional.empty(), started, skew, received);
      }
    }
  }

  /**
   * Takes the next entry. One that is known is passed over.
   *
   * @param received when it came, by {@link System#nanoTime}
   * @throws Refusal it is not the next, or contradicts what is held
   */
  void apply(SignedEvents.Next next, long received) throws Refusal {
    synchronized (changing) {
      HeldList present = held;
      if (present == null || next.prev() > present.list().seq()) {
        throw new Refusal(Reason.INCOMPLETE, "an entry before this one was missed");
      }
      if (next.prev() < present.list().seq()) {
        present.list().refuseUnlessHas(next.entry());
        return;
      }
      replace(present.with(present.list().continuedBy(next.entry())), received);
    }
  }

  /**
   * Takes the issuer's word that the held list was the newest.
   *
   * @param earliest when that was, by the clock here; empty if there is no telling
   * @return false if it speaks of entries that are not held
   */
  boolean confirm(SignedEvents.Heartbeat heartbeat, Optional<Instant> earliest) {
    synchronized (changing) {
      HeldList present = held;
      if (present == null || heartbeat.seq() > present.list().seq()) {
        return false;
      }
      if (heartbeat.seq() == present.list().seq() && earliest.isPresent()) {
        Instant confirmed = present.latest(earliest.get(), clock.instant());
        held = present.confirmed(confirmed, heartbeat.expires());
      }
      return true;
    }
  }

  /** Says in {@link #freshness} what did not succeed. */
  void report(String what) {
    trouble = new Trouble(clock.instant().minus(AFTER_FAILURE), what);
  }

  private Optional<String> ask(boolean whole) {
    if (source.isEmpty()) {
      return Optional.empty();
    }
    HeldList before = held;
    Instant started = clock.instant();
    try {
      Optional<String> list =
          before == null || whole || !before.unexpired(started, skew)
              ? settle(source.get().get(Optional.empty()), before, started)
              : settle(source.get().since(before.list().seq()).get(before.etag()), before, started);
      trouble = null;
      return list;
    } catch (IOException | Refusal | Undecided | RuntimeException e) {
      trouble = new Trouble(clock.instant(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<String> settle(Fetch.Answer answer, @Nullable HeldList before, Instant started)
      throws IOException, Refusal, Undecided {
    long received = System.nanoTime();
    Instant asOf = started.minus(answer.age());
    return switch (answer) {
      case Fetch.Answer.Document(String text, Optional<String> etag, _) -> {
        Delivered delivered = lists.read(text, clock.instant());
        synchronized (changing) {
          if (!overtaken(delivered, before)) {
            var _ = take(delivered, etag, asOf, skew, received);
          }
        }
        yield Optional.of(text);
      }
      case Fetch.Answer.Unchanged(_) -> {
        stillCurrent(before, asOf);
        yield Optional.empty();
      }
    };
  }

  /** While it was under way the stream brought more. */
  private boolean overtaken(Delivered delivered, @Nullable HeldList before) {
    HeldList present = held;
    return present != null
        && !present.equals(before)
        && delivered.seq() < present.list().seq()
        && (before == null || delivered.seq() >= before.list().seq());
  }

  private void stillCurrent(@Nullable HeldList before, Instant asOf) throws IOException {
    synchronized (changing) {
      HeldList present = held;
      if (present == null || before == null || !before.unexpired(clock.instant(), skew)) {
        throw new IOException("the issuer calls a list unchanged that has expired");
      }
      if (present.list().seq() == before.list().seq()) {
        held = present.confirmed(present.latest(asOf, clock.instant()), present.expires());
      }
    }
  }

  /**
   * @param behind how much older than the held list one with the same entries may be: replicas of
   *     the issuer sign at different times
   */
  private Revocations take(
      Delivered delivered, Optional<String> etag, Instant confirmed, Duration behind, long received)
      throws Refusal {
    synchronized (changing) {
      HeldList present = held;
      Revocations list = delivered.after(present == null ? null : present.list(), skew, behind);
      replace(
          present == null
              ? new HeldList(list, etag, confirmed, list.expires())
              : present.followedBy(list, etag, present.latest(confirmed, clock.instant())),
          received);
      return list;
    }
  }

  private void replace(HeldList next, long received) {
    HeldList present = held;
    long before = present == null ? 0 : present.list().seq();
    if (present != null && before < next.list().seq()) {
      arrivals.note(before, next.list().seq(), received);
    }
    held = next;
    if (before < next.list().seq()) {
      sequel.known(next.list(), before);
    }
  }

  private boolean reaches(long seq, Duration maxStale) {
    HeldList present = held;
    return present != null && present.reaches(seq, clock.instant(), maxStale, skew);
  }

  private boolean failedJustNow() {
    Trouble last = trouble;
    if (last == null) {
      return false;
    }
    Duration since = Duration.between(last.at(), clock.instant());
    return !since.isNegative() && since.compareTo(AFTER_FAILURE) < 0;
  }
}
