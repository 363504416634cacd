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
 * can hold back messages can hold back a revocation. Three things are taken for proof, each with
 * its limit:
 *
 * <ul>
 *   <li>The issuer answers a request with a list. The list was current when the request
 *       <em>started</em>, since what was revoked later may have missed it. The channel (TLS)
 *       vouches for its not being a replay, and a list older than the held one is refused even so.
 *   <li>The issuer answers 304 to the held list's {@code ETag}. That is as good as the list, but
 *       unsigned, so it is believed only as long as the signed {@code exp} of the held list is
 *       ahead. After that the whole list is asked for.
 *   <li>A list given by hand came over an unknown channel: it is as fresh as its own {@code iat}.
 * </ul>
 *
 * <p>A list is good for {@code maxStale} from that instant, inclusive, and never beyond its {@code
 * exp} plus the allowed skew. An entry, however, holds for ever: a token that even an old list
 * kills is dead.
 *
 * <p>One thread refreshes at a time; those that wait for it look again before they ask themselves.
 */
final class HeldRevocations {
  /** After a failure nobody asks for this long, so that an issuer in trouble is left alone. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private record Trouble(Instant at, String what) {}

  private final SignedList reader;
  private final Optional<Fetch> source;
  private final Clock clock;
  private final Duration skew;
  private final Duration maxStale;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile @Nullable HeldList held;
  private volatile @Nullable Trouble trouble;

  /**
   * @param source empty if lists are given by hand only
   */
  HeldRevocations(
      SignedList reader, Optional<Fetch> source, Clock clock, Duration skew, Duration maxStale) {
    this.reader = reader;
    this.source = source;
    this.clock = clock;
    this.skew = skew;
    this.maxStale = maxStale;
  }

  /** What is held, current or not. */
  Optional<Revocations> known() {
    return Optional.ofNullable(held).map(HeldList::list);
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
   * A list that is current and has everything up to {@code seq}, asked for if need be.
   *
   * @throws Undecided there is none
   */
  Revocations reaching(long seq) throws Undecided {
    if (!reaches(held, seq)) {
      refreshing.lock();
      try {
        if (!reaches(held, seq) && !failedJustNow()) {
          ask();
        }
      } finally {
        refreshing.unlock();
      }
    }
    HeldList present = held;
    if (present != null && reaches(present, seq)) {
      return present.list();
    }
    throw new Undecided(freshness().confirmed(), "the revocation list is too old");
  }

  /** Asks the issuer for news, whether anybody needs them or not. */
  void refresh() {
    refreshing.lock();
    try {
      if (!failedJustNow()) {
        ask();
      }
    } finally {
      refreshing.unlock();
    }
  }

  /** Takes a list from elsewhere. */
  Revocations apply(String signedList) throws Refusal, Undecided {
    refreshing.lock();
    try {
      Instant now = clock.instant();
      Revocations list = follow(reader.read(signedList, now));
      Instant confirmed = list.issuedAt().isBefore(now) ? list.issuedAt() : now;
      held = new HeldList(list, Optional.empty(), confirmed);
      return list;
    } finally {
      refreshing.unlock();
    }
  }

  private void ask() {
    if (source.isEmpty()) {
      return;
    }
    Instant started = clock.instant();
    try {
      HeldList present = held;
      Optional<String> etag =
          present != null && present.unexpired(started, skew) ? present.etag() : Optional.empty();
      held =
          switch (source.get().get(etag)) {
            case Fetch.Answer.Document(String text, Optional<String> tag) ->
                new HeldList(follow(reader.read(text, clock.instant())), tag, started);
            case Fetch.Answer.Unchanged() -> stillCurrent(present, started);
          };
      trouble = null;
    } catch (IOException | Refusal | Undecided | RuntimeException e) {
      trouble = new Trouble(clock.instant(), String.valueOf(e.getMessage()));
    }
  }

  private HeldList stillCurrent(@Nullable HeldList present, Instant started) throws IOException {
    if (present == null || !present.unexpired(clock.instant(), skew)) {
      throw new IOException("the issuer calls a list unchanged that has expired");
    }
    return new HeldList(present.list(), present.etag(), started);
  }

  private Revocations follow(Revocations list) throws Refusal {
    HeldList present = held;
    if (present != null) {
      list.refuseUnlessFollows(present.list(), skew);
    }
    return list;
  }

  private boolean reaches(@Nullable HeldList present, long seq) {
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
