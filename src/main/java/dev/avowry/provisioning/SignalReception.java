package dev.avowry.provisioning;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.key.CompactJwt;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.Uses;
import dev.avowry.people.Sessions;
import dev.avowry.provisioning.RejectedSet.Err;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes what others signal of people, RFC 8935: who is disabled or purged there has left here, with
 * all that they answer for, when this has answered.
 *
 * <p>What a signal says is done before it is noted that it was: cut off in between, it is sent
 * again and done again, which changes nothing. Once it is noted it does nothing any more, so that
 * an old word is never heard a second time after a newer one.
 */
@ApplicationScoped
public class SignalReception {
  /** What a signal takes back: what one has said. */
  private static final Set<DepartureCause> TAKEN_BACK = EnumSet.of(DepartureCause.RISC_ACCOUNT);

  private static final int MAX_LENGTH = 64 * 1024;

  private final SignalKeys keys;
  private final Subjects subjects;
  private final Departures departures;
  private final Sessions sessions;
  private final Uses uses;
  private final Recorder recorder;
  private final Clock clock;

  SignalReception(
      SignalKeys keys,
      Subjects subjects,
      Departures departures,
      Sessions sessions,
      Uses uses,
      Recorder recorder,
      Clock clock) {
    this.keys = keys;
    this.subjects = subjects;
    this.departures = departures;
    this.sessions = sessions;
    this.uses = uses;
    this.recorder = recorder;
    this.clock = clock;
  }

  /**
   * Takes a security event token; durable when it returns. Refused as {@link RejectedSet} when it
   * is not one of the system's, and otherwise when it has to be sent again.
   */
  public Uni<Void> receive(Provisioner by, String set, Origin origin) {
    Signals trusted =
        by.signals()
            .orElseThrow(
                () -> SignalReader.refused(Err.ACCESS_DENIED, "this system sends no signals"));
    CompactJwt jwt =
        CompactJwt.parse(set, MAX_LENGTH)
            .jwt()
            .orElseThrow(() -> SignalReader.refused(Err.INVALID_REQUEST, "it is no JWT"));
    return keys.verified(jwt, trusted)
        .map(verified -> SignalReader.read(verified, by, trusted, clock.instant()))
        .chain(signal -> heed(by, signal, origin));
  }

  /** RFC 8935 §2.2: what was taken before is taken again, and that is all. */
  private Uni<Void> heed(Provisioner by, Signal signal, Origin origin) {
    return uses.has(signal.use())
        .chain(
            before ->
                before
                    ? Uni.createFrom().voidItem()
                    : each(by, signal, origin)
                        .chain(() -> recorder.record(noted(by, signal, origin)))
                        .replaceWithVoid());
  }

  private Uni<Void> each(Provisioner by, Signal signal, Origin origin) {
    return Multi.createFrom()
        .iterable(signal.events())
        .onItem()
        .transformToUniAndConcatenate(event -> carryOut(by, event, signal.asOf(), origin))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Whom nobody knows here nothing becomes of, and who asks is not told that. */
  private Uni<Void> carryOut(Provisioner by, Signal.Event event, Instant asOf, Origin origin) {
    return subjects
        .find(by, event.subject())
        .chain(
            found ->
                found
                    .map(human -> carryOut(by, event.meaning(), human, asOf, origin))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  /** Signals arrive in any order: an old word of somebody's return undoes no newer departure. */
  private Uni<Void> carryOut(
      Provisioner by, Signal.Meaning meaning, NodeId human, Instant asOf, Origin origin) {
    return switch (meaning) {
      case GONE ->
          departures
              .leave(human, DepartureCause.RISC_ACCOUNT, People.actor(by), asOf, origin)
              .replaceWithVoid();
      case BACK -> departures.comeBack(human, TAKEN_BACK, People.actor(by), asOf, origin);
      case SIGNED_OUT -> sessions.endAll(human, origin).replaceWithVoid();
    };
  }

  private static Proposal noted(Provisioner by, Signal signal, Origin origin) {
    Event event =
        Event.of(EventType.SIGNAL_RECEIVED, People.actor(by), origin)
            .onTarget(by.id().toString())
            .with(
                Map.of(
                    "jti",
                    signal.jti(),
                    "events",
                    signal.events().stream()
                        .map(Signal.Event::type)
                        .collect(Collectors.joining(" "))));
    return new Proposal(
        List.of(signal.use()), List.of(), List.of(event), Set.of(), Optional.empty());
  }
}
