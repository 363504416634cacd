package dev.avowry.people.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.people.Role;
import dev.avowry.people.RoleStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Roles of humans. */
@ApplicationScoped
class PgRoleStore implements RoleStore {
  @Override
  public Uni<Boolean> grant(NodeId human, Role role, String by, Instant now) {
    return Statement.execute(
            """
            insert into human_role (human, role, granted_by, granted_at) values (?1, ?2, ?3, ?4)
            on conflict do nothing
            """,
            human.value(),
            role.code(),
            by,
            now.atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }
}
