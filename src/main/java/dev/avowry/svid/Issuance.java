package dev.avowry.svid;

import dev.avowry.agent.Client;
import dev.avowry.agent.CodeRoot;
import dev.avowry.agent.Standing;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.Superseded;
import dev.avowry.revocation.Suspensions;
import dev.avowry.revocation.TokenClass;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides whether an agent may be given a document, and records that it is: nothing is signed
 * before this has succeeded. Whatever the caller's token rests on is alive as of the record, by the
 * same rule as for tokens.
 */
@ApplicationScoped
class Issuance {
  private final Standing standing;
  private final Suspensions suspensions;
  private final Recorder recorder;
  private final Clock clock;
  private final String issuer;

  Issuance(
      Standing standing,
      Suspensions suspensions,
      Recorder recorder,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.standing = standing;
    this.suspensions = suspensions;
    this.recorder = recorder;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * A document that is asked for.
   *
   * @param id its serial number or {@code jti}
   * @param longest how long such a document lives
   * @param end when what signs it ends
   * @param detail what else the ledger keeps of it
   */
  record Asked(
      EventType type,
      String id,
      SpiffeId subject,
      Duration longest,
      Instant end,
      Map<String, String> detail) {}

  /** The entitlement, once it is durable. */
  Uni<Entitlement> record(Caller by, Asked asked) {
    return Superseded.decideAnew(
        () ->
            standing
                .client(by.actor())
                .map(found -> found.orElseThrow(Issuance::ended))
                .chain(client -> record(by, asked, client)));
  }

  private Uni<Entitlement> record(Caller by, Asked asked, Client client) {
    Entitlement entitled =
        Entitlement.decide(client, by, asked.longest(), asked.end(), clock.instant());
    Set<String> classes =
        TokenClass.idsOf(
            by.scopes(),
            issuer,
            Set.of(entitled.agent().kind().code()),
            entitled.agent().vendor().stream().collect(Collectors.toSet()));
    Hold token = token(by, classes);
    return suspensions
        .pass(classes, false)
        .chain(
            live ->
                recorder.record(
                    Proposal.document(
                        List.of(token, client.hold(), live), event(by, asked, entitled))))
        .invoke(outcome -> requireRecorded(outcome, token))
        .replaceWith(entitled);
  }

  /** What the caller's own token rests on, as of its mint. */
  private static Hold token(Caller by, Set<String> classes) {
    Set<String> ids = new HashSet<>(classes);
    ids.addAll(by.path());
    ids.add(by.requireToken().value());
    return new Hold(ids, new Fence(by.fence()));
  }

  private static void requireRecorded(Outcome outcome, Hold token) {
    switch (outcome) {
      case Outcome.Recorded _ -> {}
      case Outcome.Broken(Hold hold) when hold.equals(token) -> throw ended();
      case Outcome.Broken _, Outcome.Replayed _ -> throw new Superseded();
    }
  }

  private static Event event(Caller by, Asked asked, Entitlement entitled) {
    Map<String, String> detail = new HashMap<>(asked.detail());
    detail.put("sub", asked.subject().uri());
    detail.put("exp", Long.toString(entitled.until().getEpochSecond()));
    return Event.of(asked.type(), by.actor().toString(), by.origin())
        .onAgent(by.actor())
        .under(by.sponsor())
        .withToken(by.requireToken(), by.path())
        .onTarget(asked.id())
        .running(entitled.agent().codeRoot().map(CodeRoot::line))
        .because("asked for by the agent")
        .with(detail);
  }

  private static RuntimeException ended() {
    return Refusal.refused(
        Reason.INVALID_TOKEN, "the access token has ended while the answer was awaited");
  }
}
