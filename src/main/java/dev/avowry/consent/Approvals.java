package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.people.Session;
import dev.avowry.token.AuthenticationContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The human's answer to a request, and what the client is told of it. */
@ApplicationScoped
public class Approvals {
  private final Visitors visitors;
  private final Consents consents;
  private final Codes codes;
  private final Requests requests;
  private final Weighing weighing;
  private final Clock clock;

  Approvals(
      Visitors visitors,
      Consents consents,
      Codes codes,
      Requests requests,
      Weighing weighing,
      Clock clock) {
    this.visitors = visitors;
    this.consents = consents;
    this.codes = codes;
    this.requests = requests;
    this.weighing = weighing;
    this.clock = clock;
  }

  /**
   * Whether the human has to prove who they are before they are asked.
   *
   * @param since when the browser came with the request
   */
  public boolean needsLogin(AuthorizationRequest request, Session session, Instant since) {
    boolean again =
        request.has(AuthorizationRequest.Prompt.LOGIN)
            || request.has(AuthorizationRequest.Prompt.SELECT_ACCOUNT);
    boolean tooOld =
        request.maxAge().filter(age -> !session.isAsFreshAs(age, clock.instant())).isPresent();
    return session.authenticatedAt().isBefore(since)
        && (again || tooOld || !isSureEnough(request, session));
  }

  /**
   * It is a wish: who cannot prove it better is asked once, and nobody where nothing may be asked.
   */
  private static boolean isSureEnough(AuthorizationRequest request, Session session) {
    return request.has(AuthorizationRequest.Prompt.NONE)
        || AuthenticationContext.satisfies(session.methods(), request.contexts());
  }

  /** A consent that makes asking needless; never when the client wants the human to be asked. */
  public Uni<Optional<Remembered>> remembered(AuthorizationRequest request, Session session) {
    return request.mayBeRemembered()
        ? visitors
            .known(session.human(), request.asker())
            .chain(
                found ->
                    found
                        .map(agent -> remembered(request, session, agent))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
        : Uni.createFrom().item(Optional.empty());
  }

  /** What a human has consented to before, and for which agent. */
  public record Remembered(Agent agent, Consent consent) {}

  private Uni<Optional<Remembered>> remembered(
      AuthorizationRequest request, Session session, Agent agent) {
    return consents
        .remembered(session.human(), agent.id(), request.wanted())
        .chain(found -> weighing.sufficient(found, request.wanted()))
        .map(found -> found.map(consent -> new Remembered(agent, consent)));
  }

  /** The code for a client of which nobody is asked, OpenID Connect Core §3.1.2.1. */
  public Uni<String> silently(AuthorizationRequest request, Optional<Session> session) {
    Session human =
        session
            .filter(it -> !needsLogin(request, it, clock.instant()))
            .filter(it -> request.hint().map(it.human().toString()::equals).orElse(true))
            .orElseThrow(Approvals::signInFirst);
    return remembered(request, human)
        .map(found -> found.orElseThrow(Approvals::consentFirst))
        .chain(it -> code(request, it.agent(), it.consent(), request.wanted(), human));
  }

  /** The code for a consent that is remembered; the request is over. */
  public Uni<String> again(Requests.Asked asked, Remembered before, Session session) {
    AuthorizationRequest request = asked.request();
    return requests
        .answered(asked)
        .chain(() -> code(request, before.agent(), before.consent(), request.wanted(), session));
  }

  /** What this human's consent would be worth for what is asked for. */
  public Uni<Weight> weigh(AuthorizationRequest request, Session session) {
    return weighing.weigh(request.asker(), request.wanted().authority(), session);
  }

  /**
   * The code for what the human chose; the request is over. Refused with {@link
   * Reason#ACCESS_DENIED}, for the client to know, when it takes more than this human's word.
   */
  public Uni<String> approve(Requests.Asked asked, Choice choice, Session session, Origin origin) {
    AuthorizationRequest request = asked.request();
    Wanted given = request.wanted().narrowed(choice);
    return requests
        .answered(asked)
        .chain(() -> weighing.weigh(request.asker(), given.authority(), session))
        .invoke(Weight::require)
        .chain(
            weight ->
                visitors
                    .welcome(session.human(), request.asker(), given, choice, origin)
                    .chain(
                        agent ->
                            consents
                                .give(session.human(), agent, given, choice, weight.given(), origin)
                                .chain(consent -> code(request, agent, consent, given, session))));
  }

  /** The request is over, and the client is told so. */
  public Uni<Refusal> refuse(Requests.Asked asked) {
    return requests
        .answered(asked)
        .replaceWith(new Refusal(Reason.ACCESS_DENIED, "the human has refused"));
  }

  private Uni<String> code(
      AuthorizationRequest request, Agent agent, Consent consent, Wanted wanted, Session session) {
    return codes.issue(
        request.asker().clientId(),
        agent,
        consent,
        wanted,
        new Ticket.Door.Browser(request.answer().redirectUri(), request.challenge()),
        request.key(),
        Logins.of(session, request.nonce(), request.inIdToken()));
  }

  private static Refused signInFirst() {
    return Refusal.refused(Reason.LOGIN_REQUIRED, "the human has to sign in");
  }

  private static Refused consentFirst() {
    return Refusal.refused(Reason.CONSENT_REQUIRED, "the human has to be asked");
  }
}
