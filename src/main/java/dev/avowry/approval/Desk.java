package dev.avowry.approval;

import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.people.Role;
import dev.avowry.people.Session;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What waits for the word of a human, and what they may see of it. */
@ApplicationScoped
public class Desk {
  private static final Set<Role> APPROVING = Set.of(Role.ADMIN, Role.SECURITY);

  private final ApprovalStore store;
  private final Ballots ballots;
  private final Clock clock;

  Desk(ApprovalStore store, Ballots ballots, Clock clock) {
    this.store = store;
    this.ballots = ballots;
    this.clock = clock;
  }

  /** All that waits for them, the most urgent first. */
  public Uni<List<Question>> waitingFor(Session human) {
    boolean another = human.roles().stream().anyMatch(APPROVING::contains);
    return store
        .waitingFor(human.human(), another, clock.instant())
        .chain(ballots::of)
        .map(all -> all.stream().map(held -> question(held, human)))
        .map(questions -> questions.filter(Question::isOpen).toList());
  }

  /** One that waits for them, or did; to all others it is not there. */
  public Uni<Question> question(ApprovalId id, Session human) {
    return store
        .find(id)
        .map(found -> found.orElseThrow(ApprovalRequests::unknown))
        .chain(ballots::of)
        .invoke(held -> require(held.ballot(), human))
        .map(held -> question(held, human));
  }

  private static void require(Ballot ballot, Session human) {
    if (!concerns(ballot, human) && !ballot.hasSpoken(human.human())) {
      throw ApprovalRequests.unknown();
    }
  }

  private Question question(Ballots.Held held, Session human) {
    Instant now = clock.instant();
    Ballot ballot = held.ballot();
    State state = held.request().stateAt(now);
    return new Question(
        held.request(),
        held.agent(),
        state,
        ballot.needed(),
        ballot.sensitive(),
        ballot.voices(),
        state == State.PENDING && concerns(ballot, human) && !ballot.hasSpoken(human.human()));
  }

  private static boolean concerns(Ballot ballot, Session human) {
    return ballot.concerns(human.human(), ballot.circle().isAnother(human.human(), human.roles()));
  }
}
