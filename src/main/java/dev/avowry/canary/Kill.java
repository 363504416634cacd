package dev.avowry.canary;

import dev.avowry.revocation.Milestones.Passed;
import java.time.Duration;

/**
 * The end of a root, by {@link System#nanoTime} of this process.
 *
 * @param seq the entry
 * @param ordered when it was ordered
 * @param passed when it was durable, and with the stream
 */
record Kill(long seq, long ordered, Passed passed) {
  /** What is to be made of a verifier's last answer, when the token expires at that time. */
  Verdict verdict(Heard heard, long expires) {
    return switch (heard.answer()) {
      case Probe.Answer.Live live -> new Verdict.NeverRefused();
      case Probe.Answer.Unclear unclear -> new Verdict.Unreachable(unclear.why());
      case Probe.Answer.Dead dead when heard.answered() - expires >= 0 ->
          new Verdict.Unreachable("the token had expired when it was refused");
      case Probe.Answer.Dead dead ->
          new Verdict.Refused(
              Passage.of(
                  ordered,
                  passed.durable(),
                  heard.sent(),
                  heard.answered(),
                  // Whoever refuses by another entry tells nothing of this one.
                  dead.told().filter(told -> told.seq() == seq)));
    };
  }

  /** With what has become known of its publication since. */
  Kill completed(Passed later) {
    return later.publication().isPresent() ? new Kill(seq, ordered, later) : this;
  }

  /** For the record. */
  Run.Kill measured() {
    return new Run.Kill(
        seq,
        passed
            .durable()
            .map(at -> Duration.ofNanos(at - ordered))
            .orElseThrow(() -> new IllegalStateException("nobody was told that it is durable")),
        passed.publication());
  }
}
