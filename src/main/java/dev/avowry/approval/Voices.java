package dev.avowry.approval;

import dev.avowry.agent.Text;
import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.consent.Choice;
import dev.avowry.consent.Consent;
import dev.avowry.consent.Consents;
import dev.avowry.consent.Wanted;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.people.Session;
import dev.avowry.people.SignInConfig;
import dev.avowry.token.Login;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What humans say to what they are asked. Only they themselves do, in their browsers; the voice
 * that is enough makes the grant in the same transaction, so that nothing is approved twice.
 */
@ApplicationScoped
public class Voices {
  /** Whoever polls as it should comes by within that, however late the answer was. */
  private static final Duration COLLECTED_WITHIN = Duration.ofMinutes(2);

  private final ApprovalStore store;
  private final Ballots ballots;
  private final Consents consents;
  private final Notices notices;
  private final Ledger ledger;
  private final ApprovalConfig config;
  private final SignInConfig signIn;
  private final Clock clock;

  Voices(
      ApprovalStore store,
      Ballots ballots,
      Consents consents,
      Notices notices,
      Ledger ledger,
      ApprovalConfig config,
      SignInConfig signIn,
      Clock clock) {
    this.store = store;
    this.ballots = ballots;
    this.consents = consents;
    this.notices = notices;
    this.ledger = ledger;
    this.config = config;
    this.signIn = signIn;
    this.clock = clock;
  }

  /**
   * Says yes or no. Refused with {@link Reason#CONFLICT} when it is over or they have spoken, with
   * {@link Reason#NOT_FOUND} when it is not theirs to speak, and with {@link Reason#FORBIDDEN} when
   * a yes takes a better proof of who they are.
   *
   * @param reason why, in their own words; a line
   * @return what has become of the request
   */
  @WithTransaction
  public Uni<State> say(
      ApprovalId id, boolean approves, Optional<String> reason, Session human, Origin origin) {
    reason.ifPresent(words -> Text.line("reason", words));
    return store
        .lock(id)
        .map(found -> found.orElseThrow(ApprovalRequests::unknown))
        .chain(ballots::of)
        .chain(
            held -> {
              Voice voice = voice(held.ballot(), approves, reason, human);
              require(held, voice);
              return count(held, voice, origin);
            });
  }

  private Voice voice(Ballot ballot, boolean approves, Optional<String> reason, Session human) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Voice(
        human.human(),
        approves,
        ballot.circle().isAnother(human.human(), human.roles()),
        human.hasTwoFactors() && human.isAsFreshAs(signIn.freshFor(), now),
        reason,
        now,
        human.authenticatedAt(),
        human.methods());
  }

  private static void require(Ballots.Held held, Voice voice) {
    if (!held.ballot().concerns(voice.human(), voice.another())) {
      throw ApprovalRequests.unknown();
    }
    switch (held.request().stateAt(voice.at())) {
      case PENDING -> {}
      case APPROVED -> throw over("it is approved already");
      case REFUSED -> throw over("it is refused already");
      case EXPIRED -> throw over("it is too late: its time is over");
    }
    if (held.ballot().hasSpoken(voice.human())) {
      throw over("you have said so already, and it takes somebody else's word as well");
    }
    if (held.ballot().sensitive() && voice.approves() && !voice.strong()) {
      throw Refusal.refused(
          Reason.FORBIDDEN, "a yes to this takes a sign-in of just now, by two factors");
    }
  }

  private static Refused over(String why) {
    return Refusal.refused(Reason.CONFLICT, "this cannot be answered: " + why);
  }

  private Uni<State> count(Ballots.Held held, Voice voice, Origin origin) {
    ApprovalRequest request = held.request();
    Ballot ballot = held.ballot().with(voice);
    State outcome = ballot.outcome();
    return store
        .add(request.id(), voice)
        .chain(() -> ledger.append(ApprovalEvents.voiced(request, voice, origin)))
        .chain(() -> conclude(held, ballot, outcome, voice, origin))
        .replaceWith(outcome);
  }

  private Uni<Void> conclude(
      Ballots.Held held, Ballot ballot, State outcome, Voice voice, Origin origin) {
    return switch (outcome) {
      case PENDING, EXPIRED -> Uni.createFrom().voidItem();
      case REFUSED -> refuse(held.request(), voice, origin);
      case APPROVED -> approve(held, ballot, voice, origin);
    };
  }

  private Uni<Void> refuse(ApprovalRequest request, Voice voice, Origin origin) {
    return store
        .end(request.id(), State.REFUSED, voice.at())
        .chain(() -> notices.isDue(request.id(), voice.at()))
        .chain(
            () ->
                ledger.append(
                    ApprovalEvents.ended(
                        EventType.APPROVAL_REFUSED, request, voice.human().toString(), origin)));
  }

  private Uni<Void> approve(Ballots.Held held, Ballot ballot, Voice voice, Origin origin) {
    ApprovalRequest request = held.request();
    Wanted wanted = new Wanted(request.scopes(), request.resources(), Set.of(), Optional.empty());
    // What was approved for one agent stays with it: it is not handed on.
    Choice choice = new Choice(request.scopes(), config.lasting(), false);
    return consents
        .give(request.human(), held.agent(), wanted, choice, ballot.reached(), origin)
        .chain(consent -> keep(request, consent, ballot, voice, origin))
        .chain(() -> notices.isDue(request.id(), voice.at()));
  }

  private Uni<Void> keep(
      ApprovalRequest request, Consent consent, Ballot ballot, Voice voice, Origin origin) {
    Instant inTime = voice.at().plus(COLLECTED_WITHIN);
    Instant until = inTime.isAfter(request.expiresAt()) ? inTime : request.expiresAt();
    return store
        .approve(
            request.id(),
            new ApprovalStore.Grant(consent.grant(), login(request, ballot), until),
            voice.at())
        .chain(
            () ->
                ledger.append(
                    ApprovalEvents.granted(request, consent.grant(), voice.human(), origin)));
  }

  /** How the one was there whose authority it is. */
  private static Login login(ApprovalRequest request, Ballot ballot) {
    Voice own =
        ballot.voices().stream()
            .filter(said -> said.human().equals(request.human()))
            .findFirst()
            .orElseThrow();
    return new Login(
        own.authenticatedAt().truncatedTo(ChronoUnit.SECONDS),
        new TreeSet<>(own.methods()).stream().toList(),
        Optional.empty(),
        Set.of());
  }
}
