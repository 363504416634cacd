package dev.avowry.agent.store;

import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code sponsor}, with its node. */
@Entity
@Table(name = "sponsor")
@NullUnmarked
class SponsorRow extends PanacheEntityBase {
  @Id long id;
  String name;
  String email;
  String issuer;
  String subject;

  @Column(name = "created_at")
  Instant createdAt;

  @OneToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "id", insertable = false, updatable = false)
  NodeRow node;

  static SponsorRow of(Sponsor sponsor) {
    SponsorRow row = new SponsorRow();
    row.id = sponsor.id().value();
    row.name = sponsor.name();
    row.email = sponsor.email();
    row.issuer = sponsor.issuer().orElse(null);
    row.subject = sponsor.subject().orElse(null);
    row.createdAt = sponsor.createdAt();
    return row;
  }

  Sponsor toSponsor() {
    return new Sponsor(
        new NodeId(id),
        name,
        email,
        Optional.ofNullable(issuer),
        Optional.ofNullable(subject),
        node.toNode().ceiling(),
        node.toNode().state(),
        createdAt);
  }
}
