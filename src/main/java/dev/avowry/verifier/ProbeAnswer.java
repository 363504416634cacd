package dev.avowry.verifier;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a resource server answers to who asks whether a token is still let in: 204 if it is, 401 if
 * an entry has ended it, 403 if it is not a token for a probe, 503 if that cannot be decided.
 *
 * <p>The body of a 401 names the entry, and says for how long it has been known:
 *
 * <pre>{@code {"seq": 41, "received_us": 1850, "applied_us": 1210}}</pre>
 *
 * <p>Those are microseconds before the answer, so that nobody has to compare two clocks. They are
 * absent if the entry was known before the verifier was started, or is too long ago.
 *
 * @param result what is known of the token
 * @param status of the answer
 * @param body {@code application/json}; empty but for 401
 */
public record ProbeAnswer(Result result, int status, String body) {
  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  static ProbeAnswer of(Result result, Arrivals arrivals) {
    return switch (result) {
      case Result.Live _ -> new ProbeAnswer(result, NO_CONTENT, "");
      case Result.Dead(Entry entry) ->
          new ProbeAnswer(result, UNAUTHORIZED, body(entry.seq(), arrivals.of(entry.seq())));
      case Result.Invalid _ -> new ProbeAnswer(result, FORBIDDEN, "");
      case Result.Stale _ -> new ProbeAnswer(result, UNAVAILABLE, "");
    };
  }

  private static String body(long seq, Optional<Arrivals.Arrival> arrival) {
    long now = System.nanoTime();
    return arrival
        .map(
            at ->
                "{\"seq\":%d,\"received_us\":%d,\"applied_us\":%d}"
                    .formatted(seq, micros(now - at.received()), micros(now - at.applied())))
        .orElseGet(() -> "{\"seq\":%d}".formatted(seq));
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
