package dev.avowry.agent.store;

import dev.avowry.agent.Credential;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  String type;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Object> detail;

  String thumbprint;
  String state;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "rides_on")
  Long ridesOn;

  @Column(name = "last_used_at")
  Instant lastUsedAt;

  @Column(name = "created_at")
  Instant createdAt;

  static CredentialRow of(Credential credential) {
    CredentialRow row = new CredentialRow();
    row.id = credential.id().value();
    row.agent = credential.agent().value();
    AuthenticatorColumns columns = AuthenticatorColumns.of(credential.authenticator());
    row.type = columns.type();
    row.detail = columns.detail();
    row.thumbprint = credential.authenticator().thumbprint();
    row.state = credential.state().name().toLowerCase(Locale.ROOT);
    row.expiresAt = credential.expiresAt().orElse(null);
    row.ridesOn = credential.ridesOn().map(CredentialId::value).orElse(null);
    row.lastUsedAt = credential.lastUsedAt().orElse(null);
    row.createdAt = credential.createdAt();
    return row;
  }

  Credential toCredential() {
    return new Credential(
        new CredentialId(id),
        new NodeId(agent),
        new AuthenticatorColumns(type, detail).toAuthenticator(),
        NodeState.valueOf(state.toUpperCase(Locale.ROOT)),
        Optional.ofNullable(expiresAt),
        Optional.ofNullable(ridesOn).map(CredentialId::new),
        Optional.ofNullable(lastUsedAt),
        createdAt);
  }
}
