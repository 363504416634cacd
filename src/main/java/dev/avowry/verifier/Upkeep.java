package dev.avowry.verifier;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a started verifier does at each turn, on one thread. */
final class Upkeep implements Runnable {
  private final HeldRevocations held;
  private final Optional<RevocationStream> stream;
  private final Optional<KeptList> kept;
  private final Watches watches;
  private final Clock clock;
  private boolean began;
  private @Nullable Instant keptAt;

  Upkeep(
      HeldRevocations held,
      Optional<RevocationStream> stream,
      Optional<KeptList> kept,
      Watches watches,
      Clock clock) {
    this.held = held;
    this.stream = stream;
    this.kept = kept;
    this.watches = watches;
    this.clock = clock;
  }

  @Override
  public void run() {
    if (!began) {
      began = true;
      kept.flatMap(KeptList::read).ifPresent(this::recall);
    }
    stream.ifPresent(RevocationStream::cutIfSilent);
    if (!isFollowing()) {
      held.refresh();
    }
    kept.ifPresent(this::keep);
    watches.forgetExpired(clock.instant());
  }

  /** While the stream keeps the list fresh there is nothing to ask. */
  private boolean isFollowing() {
    Duration age = Duration.between(held.freshness().confirmed(), clock.instant());
    return stream.map(RevocationStream::isAlive).orElse(false)
        && !age.isNegative()
        && age.compareTo(RevocationStream.SILENCE) < 0;
  }

  private void recall(String list) {
    try {
      var _ = held.apply(list);
    } catch (Refusal | Undecided e) {
      // It has expired, or its key is not to be had: the issuer has a newer one.
    }
  }

  private void keep(KeptList file) {
    Instant now = clock.instant();
    if (keptAt != null && Duration.between(keptAt, now).abs().compareTo(KeptList.EVERY) < 0) {
      return;
    }
    try {
      Optional<String> list = held.refreshWhole();
      if (list.isPresent()) {
        file.write(list.get());
        keptAt = now;
      }
    } catch (IOException e) {
      held.report("the list could not be kept: " + e.getMessage());
      keptAt = now;
    }
  }
}
