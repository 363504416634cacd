package dev.avowry.audit;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Journal;
import dev.avowry.ledger.Journal.Note;
import dev.avowry.ledger.SingleUse;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Records what agents say they did with the token that they say it with. */
@ApplicationScoped
public class Actions {
  /** How long an id keeps a repetition out; what may be used once lives no longer than an hour. */
  private static final Duration REMEMBERED = Duration.ofMinutes(55);

  private final Journal journal;
  private final Clock clock;

  Actions(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Records the actions, and says how many were not recorded before. */
  public Uni<Integer> record(List<Action> actions, Caller by) {
    Instant until = clock.instant().plus(REMEMBERED);
    return journal.enter(actions.stream().map(action -> note(action, by, until)).toList());
  }

  private static Note note(Action action, Caller by, Instant until) {
    NodeId agent = by.actor();
    Event event =
        Event.of(EventType.AGENT_ACTED, agent.toString(), by.origin())
            .onAgent(agent)
            .onNode(by.node())
            .under(by.sponsor())
            .withToken(by.requireToken(), by.path())
            .onTarget(action.resource())
            .because(action.action())
            .with(action.recorded());
    return new Note(
        event,
        action.id().map(id -> new SingleUse(SingleUse.Kind.ACTION, agent.toString(), id, until)));
  }
}
