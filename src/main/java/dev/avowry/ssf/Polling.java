package dev.avowry.ssf;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives a receiver what waits, RFC 8936: again at each poll until it is acknowledged, and never
 * again after that.
 */
@ApplicationScoped
public class Polling {
  /** Events in an answer, whatever is asked for: each costs a signature with RSA. */
  public static final int MOST = 100;

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Streams streams;
  private final Outbox outbox;
  private final SetSigner signer;
  private final SsfMeters meters;
  private final Clock clock;
  private final Duration patience;

  Polling(
      Streams streams,
      Outbox outbox,
      SetSigner signer,
      SsfMeters meters,
      Clock clock,
      SsfConfig config,
      @ConfigProperty(name = "avowry.http-deadline", defaultValue = "10s") Duration deadline) {
    this.streams = streams;
    this.outbox = outbox;
    this.signer = signer;
    this.meters = meters;
    this.clock = clock;
    Duration half = deadline.dividedBy(2);
    this.patience = config.longPoll().compareTo(half) < 0 ? config.longPoll() : half;
  }

  /**
   * What a receiver asks for.
   *
   * @param acknowledged the {@code jti}s that it has
   * @param refused the {@code jti}s that it will never take
   * @param most how many events it takes now
   * @param atOnce whether to answer also when there is none
   */
  public record Asked(
      Collection<String> acknowledged, Collection<String> refused, int most, boolean atOnce) {
    public Asked {
      acknowledged = List.copyOf(acknowledged);
      refused = List.copyOf(refused);
    }
  }

  /**
   * What there is.
   *
   * @param sets by {@code jti}, the oldest first
   * @param moreAvailable whether others wait
   */
  public record Polled(Map<String, String> sets, boolean moreAvailable) {}

  /** Settles what the receiver has, then gives what waits; refused for a stream that is pushed. */
  public Uni<Polled> poll(StreamId id, Asked asked, Streams.Receiver receiver) {
    return streams
        .find(id, receiver)
        .invoke(Polling::requirePolled)
        .call(() -> outbox.remove(id, asked.acknowledged()).invoke(meters::delivered))
        .call(() -> outbox.remove(id, asked.refused()).invoke(meters::refused))
        .chain(stream -> give(stream, asked));
  }

  private Uni<Polled> give(EventStream stream, Asked asked) {
    int most = Math.min(asked.most(), MOST);
    return waiting(stream.id(), most, asked.atOnce())
        .chain(
            found ->
                signer
                    .sign(stream.audience(), found.subList(0, Math.min(most, found.size())))
                    .map(sets -> new Polled(sets, found.size() > most)));
  }

  /** One more than is given, so that it is known whether others wait. */
  private Uni<List<Waiting>> waiting(StreamId id, int most, boolean atOnce) {
    Uni<List<Waiting>> look = outbox.first(id, most + 1);
    if (atOnce || most == 0) {
      return look;
    }
    Instant end = clock.instant().plus(patience);
    return Multi.createBy()
        .repeating()
        .uni(() -> look)
        .withDelay(LOOK_EVERY)
        .whilst(found -> found.isEmpty() && clock.instant().isBefore(end))
        .collect()
        .last();
  }

  private static void requirePolled(EventStream stream) {
    if (!(stream.delivery() instanceof Delivery.Poll)) {
      throw Streams.notFound();
    }
  }
}
