package dev.avowry.people.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code bootstrap_token}. */
@Entity
@Table(name = "bootstrap_token")
@NullUnmarked
class BootstrapTokenRow extends PanacheEntityBase {
  @Id byte[] hash;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "redeemed_at")
  Instant redeemedAt;
}
