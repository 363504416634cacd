package dev.avowry.svid;

import dev.avowry.agent.CodeRoot;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.token.Documents;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether an agent may be given a document, and records that it is: nothing is signed
 * before this has succeeded.
 */
@ApplicationScoped
class Issuance {
  private final Documents documents;
  private final Clock clock;

  Issuance(Documents documents, Clock clock) {
    this.documents = documents;
    this.clock = clock;
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
    return documents.record(
        by,
        (client, used) -> {
          Entitlement entitled =
              Entitlement.decide(client, used, asked.longest(), asked.end(), clock.instant());
          Event event = event(by, asked, entitled);
          return Uni.createFrom().item(new Documents.Decided<>(entitled, event, List.of()));
        });
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
}
