package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When, by the clock here, the heartbeats of one connection were made at the latest that can be
 * sworn to. The issuer's clock may differ from ours by what it likes: only the time between two of
 * its heartbeats counts.
 *
 * <p>The first says nothing, since the issuer may have asked its database before we asked for the
 * stream. The second was made after we asked: so it is not older than our question. Each that
 * follows is younger by as much as it says itself.
 */
final class Pulse {
  private final Instant started;
  private boolean heard;
  private @Nullable Instant second;

  /**
   * @param started when the stream was asked for, by the clock here
   */
  Pulse(Instant started) {
    this.started = started;
  }

  /**
   * The earliest time at which the heartbeat can have been made; empty if there is no telling.
   *
   * @param at when it was made by the issuer's clock
   * @param now by the clock here
   */
  Optional<Instant> earliest(Instant at, Instant now) {
    if (!heard) {
      heard = true;
      return Optional.empty();
    }
    Instant from = second == null ? at : second;
    second = from;
    // A time ahead of us tells of a clock that was set, there or here.
    return Optional.of(started.plus(Duration.between(from, at)))
        .filter(earliest -> !earliest.isAfter(now));
  }
}
