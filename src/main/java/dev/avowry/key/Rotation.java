package dev.avowry.key;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what happens to keys, and when; plain Java. Whatever it is given, after its changes every
 * duty for which it was given a key has exactly one that is active.
 *
 * <p>It is asked under a lock that all replicas share, so that each change is decided once.
 *
 * @param duties for which keys are made
 * @param publishBeforeUse how long a key is known before it signs
 * @param activeFor how long it signs
 * @param overlap how long it is known afterwards
 */
record Rotation(Set<Duty> duties, Duration publishBeforeUse, Duration activeFor, Duration overlap) {
  /** The longest token lifetime, 900 s, and the skew that readers are allowed, 60 s. */
  static final Duration LONGEST_TOKEN = Duration.ofMinutes(16);

  /** The longest certificate, a day, and what its beginning is set back by. */
  private static final Duration LONGEST_CERTIFICATE =
      CaConfig.LONGEST_CERTIFICATE.plus(CaConfig.BACKDATED);

  /** For which all replicas together may stand still while a key waits. */
  private static final Duration STANDSTILL = Duration.ofDays(7);

  private static final Duration MIN_PUBLISH = Duration.ofSeconds(10);
  private static final Duration MIN_REFRESH = Duration.ofSeconds(1);
  private static final Duration MAX_REFRESH = Duration.ofMinutes(1);

  /** Reads the settings; nonsense stops the start with one sentence. */
  static Rotation from(KeyConfig config, Set<Duty> duties) {
    Duration publish = config.publishBeforeUse();
    Duration refresh = config.refresh();
    CannotStart.unless(
        refresh.compareTo(MIN_REFRESH) >= 0 && refresh.compareTo(MAX_REFRESH) <= 0,
        "avowry.key.refresh must be from 1 second to 1 minute");
    CannotStart.unless(
        publish.compareTo(MIN_PUBLISH) >= 0 && publish.compareTo(refresh.multipliedBy(2)) >= 0,
        "avowry.key.publish-before-use must be at least 10 seconds and twice avowry.key.refresh");
    CannotStart.unless(
        config.overlap().compareTo(LONGEST_TOKEN) >= 0,
        "avowry.key.overlap must be at least PT16M: the longest token lifetime and skew");
    CannotStart.unless(
        config.activeFor().compareTo(publish.plus(config.overlap())) > 0,
        "avowry.key.active-for must be longer than publish-before-use and overlap together");
    return new Rotation(Set.copyOf(duties), publish, config.activeFor(), config.overlap());
  }

  /** Whether time has come for anything. */
  boolean isDue(List<SigningKey> held, Instant now) {
    return !wanting(held, now).isEmpty() || !due(held, Map.of(), now).isEmpty();
  }

  /** The duties for which a key has to be made before {@link #due} can go on. */
  Set<Duty> wanting(List<SigningKey> held, Instant now) {
    Set<Duty> wanting = EnumSet.noneOf(Duty.class);
    duties.stream()
        .filter(duty -> published(held, duty).isEmpty())
        .filter(duty -> active(held, duty).map(key -> isAging(key, now)).orElse(true))
        .forEach(wanting::add);
    return wanting;
  }

  /** The changes whose time has come, in the order in which they have to be written. */
  List<Change> due(List<SigningKey> held, Map<Duty, SigningKey.Made> made, Instant now) {
    Set<Duty> wanting = wanting(held, now);
    List<Change> changes = new ArrayList<>();
    for (Duty duty : Duty.values()) {
      published(held, duty)
          .filter(key -> key.isDue(now) || active(held, duty).isEmpty())
          .ifPresent(key -> changes.addAll(succeed(held, key, now)));
      Optional.ofNullable(made.get(duty))
          .filter(key -> wanting.contains(duty))
          .ifPresent(key -> changes.addAll(introduce(held, key, now)));
    }
    retired(held).filter(key -> key.isGone(now)).map(Change.Forget::new).forEach(changes::add);
    return changes;
  }

  /** How long a key is known after it has signed for the last time. */
  Duration overlap(Duty duty) {
    boolean outlasted =
        duty.purpose() == Duty.Purpose.CERTIFICATES && overlap.compareTo(LONGEST_CERTIFICATE) < 0;
    return outlasted ? LONGEST_CERTIFICATE : overlap;
  }

  /** From now on, how long a key that is made now may be known. */
  Duration longestLife(Duty duty) {
    return publishBeforeUse.plus(activeFor).plus(overlap(duty)).plus(STANDSTILL);
  }

  /** Refuses a rotation of what no key is kept for. */
  void requireKept(Duty duty) {
    if (!duties.contains(duty)) {
      throw Refusal.refused(
          Reason.CONFLICT,
          "no keys are kept for %s: avowry.ca.trust-domain is not set".formatted(duty));
    }
  }

  /** A rotation that was asked for: the key is published now and signs when readers know it. */
  List<Change> publish(List<SigningKey> held, SigningKey.Made made, Instant now) {
    published(held, made.duty())
        .ifPresent(
            waiting -> {
              throw Refusal.refused(
                  Reason.CONFLICT,
                  "a new %s key is published already and signs from %s on"
                      .formatted(waiting.duty(), waiting.activatesAt()));
            });
    return introduce(held, made, now);
  }

  /**
   * The answer to a compromised key: the new one signs at once, the old one and any that waits
   * leave the JWKS at once. Tokens that the old one signed are refused by every reader that has
   * fetched the JWKS since; a reader with an old copy meets the new {@code kid} and has to fetch.
   */
  List<Change> replaceCompromised(List<SigningKey> held, SigningKey.Made made, Instant now) {
    Duty duty = made.duty();
    List<Change> changes = new ArrayList<>();
    active(held, duty)
        .map(key -> key.withdraw(now))
        .map(Change.Retire::new)
        .ifPresent(changes::add);
    published(held, duty)
        .map(key -> key.withdraw(now))
        .map(Change.Retire::new)
        .ifPresent(changes::add);
    changes.addAll(atOnce(made, now));
    return changes;
  }

  private List<Change> introduce(List<SigningKey> held, SigningKey.Made made, Instant now) {
    // Without an active key nobody can hold an older JWKS that matters: there is nothing to wait
    // for.
    return active(held, made.duty()).isEmpty()
        ? atOnce(made, now)
        : List.of(new Change.Publish(made.publish(now, now.plus(publishBeforeUse))));
  }

  private List<Change> succeed(List<SigningKey> held, SigningKey.Published next, Instant now) {
    return Stream.<Change>concat(
            active(held, next.duty()).stream()
                .map(key -> new Change.Retire(key.retire(now, overlap(key.duty())))),
            Stream.of(new Change.Activate(next.activate(now))))
        .toList();
  }

  private static List<Change> atOnce(SigningKey.Made made, Instant now) {
    SigningKey.Published published = made.publish(now, now);
    return List.of(new Change.Publish(published), new Change.Activate(published.activate(now)));
  }

  /** The successor is published so early that it takes over when the time is up. */
  private boolean isAging(SigningKey.Active key, Instant now) {
    return !now.isBefore(key.activatedAt().plus(activeFor).minus(publishBeforeUse));
  }

  private static Optional<SigningKey.Active> active(List<SigningKey> held, Duty duty) {
    return of(held, SigningKey.Active.class).filter(key -> key.duty() == duty).findFirst();
  }

  private static Optional<SigningKey.Published> published(List<SigningKey> held, Duty duty) {
    return of(held, SigningKey.Published.class).filter(key -> key.duty() == duty).findFirst();
  }

  private static Stream<SigningKey.Retired> retired(List<SigningKey> held) {
    return of(held, SigningKey.Retired.class);
  }

  private static <T extends SigningKey> Stream<T> of(List<SigningKey> held, Class<T> state) {
    return held.stream().filter(state::isInstance).map(state::cast);
  }
}
