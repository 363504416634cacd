package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Envelopes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.Superseded;
import dev.avowry.token.Deeds;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Function;

/**
 * Does something with a secret for an agent: code of ours sees what it is, and what comes of it is
 * the agent's once it is durable that it was done.
 *
 * <p>What there is not and what the caller may not have are one refusal, which takes the same
 * steps.
 */
@ApplicationScoped
public class Uses {
  private final Openings openings;
  private final Envelopes envelopes;
  private final UseBook book;
  private final Recorder recorder;
  private final Clock clock;

  Uses(Openings openings, Envelopes envelopes, UseBook book, Recorder recorder, Clock clock) {
    this.openings = openings;
    this.envelopes = envelopes;
    this.book = book;
    this.recorder = recorder;
    this.clock = clock;
  }

  /**
   * Does the errand.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} unless the caller has the access that it takes, and
   * with {@link Reason#CONFLICT} when they have and the secret is over, destroyed, or was had as
   * often as it may be. What the errand refuses with {@link Reason#FORBIDDEN} is on record.
   */
  public <T> Uni<T> of(NodeId secret, Errand<T> errand, Caller by) {
    return carriedOut(secret, errand, by).map(Carried::result);
  }

  /**
   * Does an errand that goes on once it is on record, such as asking somebody else. How it went is
   * recorded as well.
   *
   * <p>Refused as above; also, with {@link Reason#INVALID_TOKEN} or {@link Reason#NOT_FOUND}, when
   * it went on and anything that it rests on has ended meanwhile: what came of it is given to
   * nobody then.
   */
  public <T, R> Uni<R> of(
      NodeId secret, Errand<T> errand, Function<T, Uni<Done<R>>> further, Caller by) {
    return carriedOut(secret, errand, by)
        .chain(
            carried ->
                further
                    .apply(carried.result())
                    .call(done -> book.conclude(carried.allowed(), errand, done.detail(), by)))
        .map(Done::result);
  }

  /** What came of an errand, and by what it was allowed. */
  private record Carried<T>(Allowed allowed, T result) {}

  private <T> Uni<Carried<T>> carriedOut(NodeId secret, Errand<T> errand, Caller by) {
    return Superseded.decideAnew(
        () ->
            openings
                .find(secret, errand.version(), errand.purpose(), by.path())
                .chain(
                    found ->
                        found
                            .flatMap(opening -> Allowed.of(opening, by, errand, clock.instant()))
                            .map(allowed -> carryOut(allowed, errand, by))
                            .orElseGet(() -> unknown(secret, errand, by))));
  }

  private <T> Uni<Carried<T>> carryOut(Allowed allowed, Errand<T> errand, Caller by) {
    return Uni.createFrom()
        .item(() -> deed(allowed, errand))
        .chain(deed -> book.record(allowed, errand, deed, by))
        .map(result -> new Carried<>(allowed, result))
        .onFailure(Refused.class)
        .call(failure -> note(failure.refusal(), allowed.secret().id(), by));
  }

  private <T> Deed<T> deed(Allowed allowed, Errand<T> errand) {
    errand.requireType(allowed.secret().type());
    allowed.requireFor(errand);
    return errand.with(allowed.open(envelopes));
  }

  private <T> Uni<T> unknown(NodeId secret, Errand<?> errand, Caller by) {
    String why =
        "there is no such secret, or the agent may not %s it".formatted(errand.use().code());
    return recorder
        .note(refusal(secret, why, by))
        .onItem()
        .transformToUni(any -> Uni.createFrom().failure(Keepers.unknown()));
  }

  /** What somebody tries that is not meant to be, those who look after it want to know. */
  private Uni<Void> note(Refusal refusal, NodeId secret, Caller by) {
    return refusal.reason() == Reason.FORBIDDEN
        ? recorder.note(refusal(secret, refusal.detail(), by))
        : Uni.createFrom().voidItem();
  }

  private static Event refusal(NodeId secret, String why, Caller by) {
    return Deeds.event(EventType.SECRET_REFUSED, by).onTarget(secret.toString()).refused(why);
  }
}
