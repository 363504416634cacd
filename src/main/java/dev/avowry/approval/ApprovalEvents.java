package dev.avowry.approval;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Rows that tell of requests; the names are those of {@code src/docs/ledger.md}. */
final class ApprovalEvents {
  private ApprovalEvents() {}

  static Event asked(ApprovalRequest request, Origin origin) {
    Map<String, String> detail = new HashMap<>();
    detail.put("scope", String.join(" ", new TreeSet<>(request.scopes())));
    detail.put("until", request.expiresAt().toString());
    // What is in the ledger is never forgotten: of words that may be about somebody, their hash.
    request.message().ifPresent(message -> detail.put("message_hash", hash(message)));
    return about(EventType.APPROVAL_ASKED, request.agent().toString(), request, origin)
        .with(detail);
  }

  private static String hash(String words) {
    return SecretHash.of(SecretBytes.ofText(words)).text();
  }

  static Event voiced(ApprovalRequest request, Voice voice, Origin origin) {
    Map<String, String> detail = new HashMap<>();
    detail.put("said", voice.approves() ? "yes" : "no");
    detail.put("as", voice.another() ? "another" : "asked");
    detail.put("methods", String.join(" ", new TreeSet<>(voice.methods())));
    voice.reason().ifPresent(reason -> detail.put("why_hash", hash(reason)));
    return about(EventType.APPROVAL_VOICED, voice.human().toString(), request, origin).with(detail);
  }

  static Event granted(ApprovalRequest request, NodeId grant, NodeId by, Origin origin) {
    return about(EventType.APPROVAL_GRANTED, by.toString(), request, origin)
        .with(Map.of("grant", grant.toString()));
  }

  static Event ended(EventType type, ApprovalRequest request, String by, Origin origin) {
    return about(type, by, request, origin);
  }

  private static Event about(EventType type, String actor, ApprovalRequest request, Origin origin) {
    return Event.of(type, actor, origin)
        .onAgent(request.agent())
        .under(request.human())
        .onTarget(request.id().toString());
  }
}
