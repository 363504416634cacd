package dev.avowry.canary;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Asks a verifier whether it lets a token in. */
public interface Probe {
  /** How long an answer may take. */
  Duration PATIENCE = Duration.ofSeconds(2);

  /** A way to the endpoint, looked up once; fails when it leads to no public address. */
  Uni<Line> to(URI endpoint);

  /** A way to one verifier. */
  interface Line {
    /** Asks. Never fails: what went wrong is an answer too. */
    Uni<Answer> ask(String token);
  }

  /** What a verifier answered. */
  sealed interface Answer {
    /** It lets the token in: 204. */
    record Live() implements Answer {}

    /** It refuses it: 401. */
    record Dead(Optional<Told> told) implements Answer {}

    /**
     * Neither.
     *
     * @param why in a few words
     */
    record Unclear(String why) implements Answer {}
  }

  /**
   * What a verifier says of the entry by which it refuses, by its own clock.
   *
   * @param seq the entry
   * @param received for how long it has had the entry
   * @param applied for how long it has refused by it
   */
  record Told(long seq, Duration received, Duration applied) {}
}
