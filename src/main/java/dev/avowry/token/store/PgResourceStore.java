package dev.avowry.token.store;

import dev.avowry.token.Resource;
import dev.avowry.token.ResourceStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Resource servers, by Panache. */
@ApplicationScoped
class PgResourceStore implements ResourceStore {
  @Override
  @WithSession
  public Uni<List<Resource>> all() {
    return ResourceRow.<ResourceRow>listAll()
        .map(rows -> rows.stream().map(ResourceRow::toResource).toList());
  }

  @Override
  public Uni<Void> put(Resource resource) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into resource (uri, name, algorithm, created_at, described_scopes, scope_words)
                        values (?1, ?2, ?3, ?4, ?5, ?6)
                        on conflict (uri) do update
                        set name = excluded.name, algorithm = excluded.algorithm,
                            described_scopes = excluded.described_scopes,
                            scope_words = excluded.scope_words
                        """)
                    .setParameter(1, resource.uri())
                    .setParameter(2, resource.name())
                    .setParameter(3, resource.algorithm().joseName())
                    .setParameter(4, resource.createdAt())
                    .setParameter(5, resource.scopes().keySet().toArray(String[]::new))
                    .setParameter(6, resource.scopes().values().toArray(String[]::new))
                    .executeUpdate())
        .replaceWithVoid();
  }
}
