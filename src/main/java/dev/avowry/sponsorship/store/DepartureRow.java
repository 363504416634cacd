package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.Departure;
import dev.avowry.sponsorship.DepartureCause;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code departure}. */
@Entity
@Table(name = "departure")
@NullUnmarked
class DepartureRow extends PanacheEntityBase {
  @Id long id;
  long sponsor;
  String cause;

  @Column(name = "left_by")
  String leftBy;

  @Column(name = "left_person")
  Long leftPerson;

  @Column(name = "left_at")
  Instant leftAt;

  @Column(name = "as_of")
  Instant asOf;

  @Column(name = "returned_at")
  Instant returnedAt;

  Departure toDeparture() {
    return new Departure(
        new NodeId(sponsor),
        DepartureCause.named(cause).orElseThrow(),
        leftBy,
        Optional.ofNullable(leftPerson).map(NodeId::new),
        leftAt,
        asOf == null ? leftAt : asOf);
  }
}
