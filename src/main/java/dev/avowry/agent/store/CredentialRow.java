package dev.avowry.agent.store;

import dev.avowry.agent.Credential;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Jwk;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code credential}. */
@Entity
@Table(name = "credential")
@NullUnmarked
class CredentialRow extends PanacheEntityBase {
  @Id long id;
  long agent;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Object> jwk;

  String thumbprint;
  String state;

  @Column(name = "created_at")
  Instant createdAt;

  static CredentialRow of(Credential credential) {
    CredentialRow row = new CredentialRow();
    row.id = credential.id().value();
    row.agent = credential.agent().value();
    row.jwk = credential.jwk().toMap();
    row.thumbprint = credential.jwk().thumbprint();
    row.state = credential.state().name().toLowerCase(Locale.ROOT);
    row.createdAt = credential.createdAt();
    return row;
  }

  Credential toCredential() {
    return new Credential(
        new CredentialId(id),
        new NodeId(agent),
        Jwk.parse(jwk),
        NodeState.valueOf(state.toUpperCase(Locale.ROOT)),
        createdAt);
  }
}
