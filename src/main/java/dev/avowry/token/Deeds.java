package dev.avowry.token;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Ledger;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an agent does here with its token is recorded before it is done: all that the token rests on
 * is alive as of the record, by the same rule as for tokens.
 */
@ApplicationScoped
public class Deeds {
  private final Recorder recorder;
  private final Ledger ledger;

  Deeds(Recorder recorder, Ledger ledger) {
    this.recorder = recorder;
    this.ledger = ledger;
  }

  /**
   * For what is recorded with a change of state of its own: in the transaction that is under way,
   * after it has taken the fence's lock, so that nothing ends the token before the commit.
   *
   * <p>Refused with {@link Reason#INVALID_TOKEN} when the token has ended meanwhile.
   */
  public Uni<Void> requireAlive(Caller by) {
    return ledger
        .stands(hold(by))
        .invoke(
            stands -> {
              if (!stands) {
                throw ended();
              }
            })
        .replaceWithVoid();
  }

  /** An event of what the caller does with its token. */
  public static Event event(EventType type, Caller by) {
    return Event.of(type, by.actor().toString(), by.origin())
        .onAgent(by.actor())
        .under(by.sponsor())
        .withToken(by.requireToken(), by.path());
  }

  /**
   * Records the event; false when something that may be used once was used before, and then nothing
   * is recorded.
   *
   * <p>Refused with {@link Reason#INVALID_TOKEN} when the token has ended meanwhile.
   *
   * @param rests what it rests on besides the token
   * @throws Superseded (as the failure) when one of those has ended: it has to be decided anew
   */
  public Uni<Boolean> record(Caller by, Event event, Optional<SingleUse> use, List<Hold> rests) {
    return commit(by, rests, holds -> Proposal.deed(use.stream().toList(), holds, event));
  }

  /**
   * Uses something up for the caller, without a row of its own; false when it was used before.
   *
   * <p>Refused, and failing, as {@link #record}.
   */
  public Uni<Boolean> use(Caller by, SingleUse use, List<Hold> rests) {
    return commit(by, rests, holds -> Proposal.use(List.of(use), holds));
  }

  private Uni<Boolean> commit(
      Caller by, List<Hold> rests, Function<List<Hold>, Proposal> proposal) {
    Hold token = hold(by);
    List<Hold> holds = new ArrayList<>(rests);
    holds.add(token);
    return recorder.record(proposal.apply(holds)).map(outcome -> isRecorded(outcome, token));
  }

  private static boolean isRecorded(Outcome outcome, Hold token) {
    return switch (outcome) {
      case Outcome.Recorded _ -> true;
      case Outcome.Replayed _ -> false;
      case Outcome.Broken(Hold broken) when broken.equals(token) -> throw ended();
      case Outcome.Broken _ -> throw new Superseded();
    };
  }

  private static Refused ended() {
    return Refusal.refused(
        Reason.INVALID_TOKEN, "the access token has ended while the answer was awaited");
  }

  /** What the caller's own token rests on, as of its mint. */
  private static Hold hold(Caller by) {
    Set<String> ids = new HashSet<>(by.classes());
    ids.addAll(by.path());
    ids.add(by.requireToken().value());
    return new Hold(ids, new Fence(by.fence()));
  }
}
