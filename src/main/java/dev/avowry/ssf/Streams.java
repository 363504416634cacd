package dev.avowry.ssf;

import dev.avowry.agent.Directory;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Sealed;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.History;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A receiver manages its own stream and learns of no other: whatever is not its own is not found.
 * Each change has its row in the ledger; SSF 1.0 §8.1.
 */
@ApplicationScoped
public class Streams {
  private final StreamStore store;
  private final History history;
  private final Directory directory;
  private final Ledger ledger;
  private final Sealer sealer;
  private final SecureRandom random;
  private final Clock clock;
  private final SsfConfig config;

  Streams(
      StreamStore store,
      History history,
      Directory directory,
      Ledger ledger,
      Sealer sealer,
      SecureRandom random,
      Clock clock,
      SsfConfig config) {
    this.store = store;
    this.history = history;
    this.directory = directory;
    this.ledger = ledger;
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
    this.config = config;
  }

  /**
   * Who asks.
   *
   * @param id the agent
   * @param origin where the request came from
   */
  public record Receiver(NodeId id, Origin origin) {}

  /** The receiver's streams: one or none. */
  @WithSession
  public Uni<List<EventStream>> of(Receiver receiver) {
    return store.of(receiver.id());
  }

  /** The stream; refused when it is none of the receiver's. */
  @WithSession
  public Uni<EventStream> find(StreamId id, Receiver receiver) {
    return required(id, receiver);
  }

  /** Makes a stream; refused when the receiver has one. */
  @WithTransaction
  public Uni<EventStream> create(AskedStream asked, Receiver receiver) {
    StreamId id = StreamId.random(random);
    EventStream stream =
        new EventStream(
            id,
            receiver.id(),
            delivery(asked.delivery().orElseGet(AskedStream.AskedDelivery.Poll::new), id),
            asked.requested().orElse(List.of()),
            asked.description(),
            StreamStatus.ENABLED,
            Optional.empty(),
            clock.instant());
    return history
        .size()
        .chain(size -> store.add(stream, size - 1))
        .invoke(Streams::requireFirst)
        .chain(() -> record(EventType.EVENT_STREAM_MADE, stream, receiver));
  }

  /** Changes what is asked for and leaves the rest; SSF 1.0 §8.1.1.3. */
  @WithTransaction
  public Uni<EventStream> update(StreamId id, AskedStream asked, Receiver receiver) {
    return required(id, receiver)
        .chain(
            stream ->
                configure(
                    stream,
                    new AskedStream(
                        asked.requested().or(() -> Optional.of(stream.requested())),
                        asked.delivery(),
                        asked.description().or(stream::description)),
                    asked.delivery().isPresent(),
                    receiver));
  }

  /** Changes everything: what is not asked for is gone; SSF 1.0 §8.1.1.4. */
  @WithTransaction
  public Uni<EventStream> replace(StreamId id, AskedStream asked, Receiver receiver) {
    return required(id, receiver).chain(stream -> configure(stream, asked, true, receiver));
  }

  /** Ends the stream, and drops what waits in it. */
  @WithTransaction
  public Uni<Void> delete(StreamId id, Receiver receiver) {
    return required(id, receiver)
        .call(() -> store.delete(id))
        .chain(stream -> record(EventType.EVENT_STREAM_ENDED, stream, receiver))
        .replaceWithVoid();
  }

  /** Lets the stream flow, or stops it; SSF 1.0 §8.1.2.2. */
  @WithTransaction
  public Uni<EventStream> setStatus(
      StreamId id, StreamStatus status, Optional<String> reason, Receiver receiver) {
    return required(id, receiver)
        .call(stream -> store.setStatus(id, stream.status(), status, reason))
        .chain(() -> required(id, receiver))
        .chain(stream -> record(EventType.EVENT_STREAM_CHANGED, stream, receiver));
  }

  /** From now on the receiver hears of the agent or sponsor again. */
  @WithTransaction
  public Uni<Void> addSubject(StreamId id, Optional<NodeId> subject, Receiver receiver) {
    return required(id, receiver).chain(() -> each(subject, node -> store.addSubject(id, node)));
  }

  /** From now on the receiver does not hear of the agent or sponsor. */
  @WithTransaction
  public Uni<Void> removeSubject(StreamId id, Optional<NodeId> subject, Receiver receiver) {
    return required(id, receiver).chain(() -> each(subject, node -> store.removeSubject(id, node)));
  }

  /** Queues a verification event; SSF 1.0 §8.1.4. Refused when it is asked for too often. */
  @WithTransaction
  public Uni<Void> verify(StreamId id, Optional<String> state, Receiver receiver) {
    Instant now = clock.instant();
    return required(id, receiver)
        .chain(() -> store.verify(id, now, now.minus(config.minVerificationInterval())))
        .invoke(Streams::requireSeldom)
        .chain(() -> store.queue(id, verification(id, state, now), false));
  }

  /**
   * Pauses a stream that has no room left, and tells its receiver so, which is the last that it is
   * told until it enables the stream. Changes nothing unless the stream is enabled.
   */
  @WithTransaction
  public Uni<Boolean> pauseFull(StreamId id) {
    String reason = "more than " + config.backlog() + " events wait; later ones are not kept";
    return store
        .setStatus(id, StreamStatus.ENABLED, StreamStatus.PAUSED, Optional.of(reason))
        .call(paused -> paused ? announce(id, reason) : Uni.createFrom().voidItem());
  }

  private Uni<Void> announce(StreamId id, String reason) {
    SecurityEvent event =
        new SecurityEvent(
            EventKind.STREAM_UPDATED,
            new SecuritySubject.Named(id.value()),
            Map.of("status", StreamStatus.PAUSED.code(), "reason", reason),
            Optional.empty(),
            Optional.empty(),
            clock.instant());
    return store
        .queue(id, waiting(event), true)
        .chain(
            () ->
                ledger.append(
                    Event.of(
                            EventType.EVENT_STREAM_CHANGED,
                            Event.ITSELF,
                            Origin.itself("event-streams"))
                        .onTarget(id.value())
                        .because("backlog full")
                        .with(Map.of("status", StreamStatus.PAUSED.code()))));
  }

  private Uni<EventStream> configure(
      EventStream stream, AskedStream asked, boolean redirect, Receiver receiver) {
    Delivery delivery =
        redirect
            ? redirected(stream, asked.delivery().orElseGet(AskedStream.AskedDelivery.Poll::new))
            : stream.delivery();
    EventStream changed =
        new EventStream(
            stream.id(),
            stream.receiver(),
            delivery,
            asked.requested().orElse(List.of()),
            asked.description(),
            stream.status(),
            stream.reason(),
            stream.createdAt());
    return store
        .configure(changed)
        .chain(() -> record(EventType.EVENT_STREAM_CHANGED, changed, receiver));
  }

  /**
   * The header is never told again, so that a receiver that writes back what it read cannot repeat
   * it: it is kept for the same endpoint, and for no other.
   */
  private Delivery redirected(EventStream stream, AskedStream.AskedDelivery asked) {
    Delivery delivery = delivery(asked, stream.id());
    return delivery instanceof Delivery.Push(var endpoint, var authorization)
            && authorization.isEmpty()
            && stream.delivery() instanceof Delivery.Push before
            && before.endpoint().equals(endpoint)
        ? before
        : delivery;
  }

  private Delivery delivery(AskedStream.AskedDelivery asked, StreamId id) {
    return switch (asked) {
      case AskedStream.AskedDelivery.Poll _ -> new Delivery.Poll();
      case AskedStream.AskedDelivery.Push(var endpoint, var authorization) -> {
        Optional<Sealed> sealed =
            authorization.map(secret -> sealer.seal(secret, Delivering.purpose(id)));
        yield new Delivery.Push(endpoint, sealed);
      }
    };
  }

  private Uni<EventStream> required(StreamId id, Receiver receiver) {
    return store.find(id, receiver.id()).map(found -> found.orElseThrow(Streams::notFound));
  }

  /** Whoever is not known is no error: that would tell who is; SSF 1.0 §8.1.3. */
  private Uni<Void> each(Optional<NodeId> subject, Function<NodeId, Uni<Void>> change) {
    return subject.isEmpty()
        ? Uni.createFrom().voidItem()
        : directory
            .lineage(subject.get())
            .chain(
                known ->
                    known.isPresent() ? change.apply(subject.get()) : Uni.createFrom().voidItem());
  }

  private Waiting verification(StreamId id, Optional<String> state, Instant now) {
    return waiting(
        new SecurityEvent(
            EventKind.VERIFICATION,
            new SecuritySubject.Named(id.value()),
            state.<Map<String, Object>>map(said -> Map.of("state", said)).orElse(Map.of()),
            Optional.empty(),
            Optional.empty(),
            now));
  }

  /** About the stream itself, so that no issuer stands in it. */
  private static Waiting waiting(SecurityEvent event) {
    return new Waiting(UUID.randomUUID().toString(), event.claims(""), event.at());
  }

  private Uni<EventStream> record(EventType type, EventStream stream, Receiver receiver) {
    return ledger
        .append(
            Event.of(type, receiver.id().toString(), receiver.origin())
                .onAgent(receiver.id())
                .onTarget(stream.id().value())
                .with(
                    Map.of(
                        "method",
                        stream.delivery().method(),
                        "events",
                        String.join(" ", stream.delivered()),
                        "status",
                        stream.status().code())))
        .replaceWith(stream);
  }

  private static void requireFirst(boolean added) {
    if (!added) {
      throw Refusal.refused(Reason.CONFLICT, "this receiver has a stream already");
    }
  }

  private static void requireSeldom(boolean allowed) {
    if (!allowed) {
      throw Refusal.refused(
          Reason.TOO_MANY_REQUESTS, "verification was asked for within min_verification_interval");
    }
  }

  static Refused notFound() {
    return Refusal.refused(Reason.NOT_FOUND, "there is no such stream of this receiver");
  }
}
