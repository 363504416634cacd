package dev.avowry.sponsorship.store;

import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.HandOver;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code hand_over}, but for who declined it. */
@Entity
@Table(name = "hand_over")
@NullUnmarked
class HandOverRow extends PanacheEntityBase {
  @Id long id;
  long agent;
  long giver;
  Long receiver;
  String ground;
  String state;

  @Column(name = "offered_by")
  String offeredBy;

  @Column(name = "offered_person")
  Long offeredPerson;

  @Column(name = "offered_at")
  Instant offeredAt;

  @Column(name = "due_at")
  Instant dueAt;

  boolean overdue;

  @Column(name = "answered_by")
  String answeredBy;

  @Column(name = "answered_at")
  Instant answeredAt;

  @Column(name = "claimed_until")
  Instant claimedUntil;

  HandOver toHandOver() {
    return new HandOver(
        new HandOverId(id),
        new NodeId(agent),
        new NodeId(giver),
        Optional.ofNullable(receiver).map(NodeId::new),
        HandOver.Ground.valueOf(ground.toUpperCase(Locale.ROOT)),
        HandOver.State.named(state).orElseThrow(),
        offeredBy,
        Optional.ofNullable(offeredPerson).map(NodeId::new),
        offeredAt,
        Optional.ofNullable(dueAt),
        overdue,
        Optional.ofNullable(answeredBy),
        Optional.ofNullable(answeredAt));
  }
}
