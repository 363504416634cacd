package dev.avowry.token.store;

import dev.avowry.key.Algorithm;
import dev.avowry.token.Resource;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code resource}. */
@Entity
@Table(name = "resource")
@NullUnmarked
class ResourceRow extends PanacheEntityBase {
  @Id String uri;
  String name;
  String algorithm;

  @Column(name = "described_scopes")
  String[] describedScopes;

  @Column(name = "scope_words")
  String[] scopeWords;

  @Column(name = "created_at")
  Instant createdAt;

  Resource toResource() {
    Map<String, String> scopes = new HashMap<>();
    for (int i = 0; i < describedScopes.length; i++) {
      scopes.put(describedScopes[i], scopeWords[i]);
    }
    return new Resource(uri, name, Algorithm.named(algorithm).orElseThrow(), scopes, createdAt);
  }
}
