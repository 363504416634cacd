package dev.avowry.ssf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.EventType;
import dev.avowry.testing.TestNodes;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventTranslationTest {
  private static final Instant AT = Instant.parse("2030-01-01T00:00:00.9Z");
  private static final String ISSUER = "https://avowry.example";

  private final Node sponsor = TestNodes.sponsor();
  private final Node agent =
      TestNodes.with(
          TestNodes.agentBelow(sponsor),
          new Ceiling(
              Extent.only(Set.of("write", "read")), Extent.any(), Ceiling.LONGEST_TTL, 1, 1));
  private final Lineage lineage = TestNodes.lineage(sponsor, agent);

  @Test
  void tellsOfARoleByItsIdAlone() {
    Node role = TestNodes.role();
    List<SecurityEvent> events =
        EventTranslation.of(
            line(role.id().toString(), "admin"), Optional.of(TestNodes.lineage(role)));

    assertEquals(
        List.of(EventKind.SESSION_REVOKED), events.stream().map(SecurityEvent::kind).toList());
    assertEquals(new SecuritySubject.Named(role.id().toString()), events.getFirst().subject());
  }

  @Test
  void tellsOfAnAgentsEndTwiceWithOneCause() {
    List<SecurityEvent> events =
        EventTranslation.of(line(agent.id().toString(), "admin"), Optional.of(lineage));

    assertEquals(
        List.of(EventKind.ACCOUNT_DISABLED, EventKind.SESSION_REVOKED),
        events.stream().map(SecurityEvent::kind).toList());
    assertEquals(
        List.of(Optional.of("41"), Optional.of("41")),
        events.stream().map(SecurityEvent::txn).toList());
    assertEquals(Optional.of(agent.id()), events.getFirst().about());
  }

  @Test
  void tellsOfALoweredCeilingByTheClaimsThatAreLeft() {
    EventLine revoked = line(agent.id().toString(), "admin");
    EventLine tightened =
        new EventLine(
            revoked.version(),
            revoked.at(),
            EventType.AUTHORITY_TIGHTENED.code(),
            revoked.actor(),
            revoked.agent(),
            revoked.sponsor(),
            revoked.node(),
            revoked.path(),
            revoked.jti(),
            revoked.codeRoot(),
            revoked.target(),
            revoked.decision(),
            revoked.reason(),
            revoked.detail(),
            revoked.requestId(),
            revoked.clientAddress());

    SecurityEvent event = EventTranslation.of(tightened, Optional.of(lineage)).getFirst();

    assertEquals(EventKind.TOKEN_CLAIMS_CHANGE, event.kind());
    Map<?, ?> claims = (Map<?, ?>) event.members().get("claims");
    assertEquals(Map.of("scope", "read write"), claims);
  }

  @Test
  void tellsOfAClassOfTokensByItsName() {
    SecurityEvent event =
        EventTranslation.of(line("scope:payments", "admin"), Optional.empty()).getFirst();

    assertEquals(EventKind.SESSION_REVOKED, event.kind());
    assertEquals(Map.of("format", "opaque", "id", "scope:payments"), event.subject().toMap(ISSUER));
  }

  @Test
  void saysWhoBeganIt() {
    assertEquals("admin", initiator("AAAAAAAAAAA"));
    assertEquals("user", initiator(agent.id().toString()));
    assertEquals("system", initiator(Event.ITSELF));
  }

  @Test
  void keepsTheCommentInside() {
    for (SecurityEvent event :
        EventTranslation.of(line(agent.id().toString(), "admin"), Optional.of(lineage))) {
      assertFalse(event.claims(ISSUER).contains("not for strangers"));
    }
  }

  @Test
  void hasNeitherSubNorExpAndOneEvent() {
    for (SecurityEvent event :
        EventTranslation.of(line(agent.id().toString(), "admin"), Optional.of(lineage))) {
      JsonObject claims = new JsonObject(event.claims(ISSUER));
      assertEquals(Set.of("txn", "sub_id", "events"), claims.fieldNames());
      assertEquals(1, claims.getJsonObject("events").size());
    }
  }

  private String initiator(String actor) {
    return String.valueOf(
        EventTranslation.of(line(agent.id().toString(), actor), Optional.of(lineage))
            .getLast()
            .members()
            .get("initiating_entity"));
  }

  private EventLine line(String target, String actor) {
    return EventLine.of(
        Event.of(EventType.AUTHORITY_REVOKED, actor, Origin.itself("test"))
            .onNode(agent.id())
            .onTarget(target)
            .because("compromised")
            .with(Map.of("seq", "41", "comment", "not for strangers")),
        AT);
  }
}
