package dev.avowry.approval.store;

import dev.avowry.approval.Voice;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code approval_voice}. */
@Entity
@Table(name = "approval_voice")
@IdClass(VoiceRow.Key.class)
@NullUnmarked
class VoiceRow extends PanacheEntityBase {
  @Id long request;
  @Id long human;
  boolean approves;
  boolean another;
  boolean strong;
  String reason;
  Instant at;

  @Column(name = "authenticated_at")
  Instant authenticatedAt;

  String[] methods;

  /** What is there once. */
  record Key(long request, long human) {}

  static VoiceRow of(ApprovalId request, Voice voice) {
    VoiceRow row = new VoiceRow();
    row.request = request.value();
    row.human = voice.human().value();
    row.approves = voice.approves();
    row.another = voice.another();
    row.strong = voice.strong();
    row.reason = voice.reason().orElse(null);
    row.at = voice.at();
    row.authenticatedAt = voice.authenticatedAt();
    row.methods = voice.methods().toArray(String[]::new);
    return row;
  }

  Voice toVoice() {
    return new Voice(
        new NodeId(human),
        approves,
        another,
        strong,
        Optional.ofNullable(reason),
        at,
        authenticatedAt,
        Set.of(methods));
  }
}
