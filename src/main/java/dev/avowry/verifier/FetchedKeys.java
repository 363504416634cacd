package dev.avowry.verifier;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's JWKS, fetched when a key is wanted and at most that old: a key that the issuer
 * withdrew is refused {@link #TRUSTED} later at the latest, and {@link #RENEWED} later as a rule.
 *
 * <p>One thread fetches at a time. Whoever has a usable key does not wait for it.
 */
final class FetchedKeys implements KeySource {
  /** After this the set is fetched anew. */
  static final Duration RENEWED = Duration.ofMinutes(5);

  /** After this it is believed no longer, although it could not be renewed. */
  static final Duration TRUSTED = Duration.ofMinutes(15);

  /** Anybody can make up a kid; this is how often that can make us ask. */
  static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);

  /** How long an issuer in trouble is left alone. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** Room for hundreds of keys. */
  static final int BYTES_MAX = 1024 * 1024;

  private record Held(KeySet keys, Instant fetched) {

    boolean olderThan(Duration limit, Instant now) {
      // A clock that was set back makes the age negative: then it is unknown.
      Duration age = Duration.between(fetched, now);
      return age.isNegative() || age.compareTo(limit) > 0;
    }
  }

  private final Fetch fetch;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Held held;
  private @Nullable Instant attempted;
  private volatile boolean failed;

  FetchedKeys(Fetch fetch, Clock clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  @Override
  public VerificationKey find(String kid) throws Refusal, Undecided {
    Optional<VerificationKey> key = within(RENEWED, kid);
    if (key.isEmpty()) {
      renewFor(kid);
      key = within(TRUSTED, kid);
    }
    if (key.isPresent()) {
      return key.get();
    }
    if (failed || held == null) {
      throw undecided();
    }
    throw new Refusal(Reason.KEY, "the issuer has no such key");
  }

  private void renewFor(String kid) {
    if (within(TRUSTED, kid).isEmpty()) {
      fetching.lock();
    } else if (!fetching.tryLock()) {
      return;
    }
    try {
      // Another thread may have been here while this one waited.
      if (within(RENEWED, kid).isEmpty() && !askedJustNow()) {
        renew();
      }
    } finally {
      fetching.unlock();
    }
  }

  private void renew() {
    Instant now = clock.instant();
    attempted = now;
    failed = true;
    try {
      if (fetch.get(Optional.empty()) instanceof Fetch.Answer.Document(String text, _, _)) {
        held = new Held(KeySet.parse(text), now);
        failed = false;
      }
    } catch (IOException | Refusal e) {
      // It stays failed, and what was held stays held for as long as it is trusted.
    }
  }

  private boolean askedJustNow() {
    if (attempted == null) {
      return false;
    }
    Duration since = Duration.between(attempted, clock.instant());
    return !since.isNegative() && since.compareTo(failed ? AFTER_FAILURE : BETWEEN_FETCHES) < 0;
  }

  private Optional<VerificationKey> within(Duration limit, String kid) {
    Held present = held;
    return present == null || present.olderThan(limit, clock.instant())
        ? Optional.empty()
        : present.keys().known(kid);
  }

  private Undecided undecided() {
    Held present = held;
    return new Undecided(
        present == null ? Instant.EPOCH : present.fetched(), "the issuer's keys are out of reach");
  }
}
