package dev.avowry.people.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.people.GroupRoleStore;
import dev.avowry.people.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Roles under the name of the provider that gave them. */
@ApplicationScoped
class PgGroupRoleStore implements GroupRoleStore {
  @Override
  public Uni<Set<Role>> grantAll(NodeId human, Set<Role> roles, String provider, Instant now) {
    return Statement.select(
            String.class,
            """
            insert into human_role (human, role, granted_by, granted_at, source)
            select ?1, unnest(string_to_array(?2, ' ')), ?3, ?4, ?3
            on conflict do nothing
            returning role
            """,
            human.value(),
            codes(roles),
            provider,
            now.atOffset(ZoneOffset.UTC))
        .map(PgGroupRoleStore::roles);
  }

  @Override
  public Uni<Set<Role>> takeAllBut(NodeId human, Set<Role> kept, String provider) {
    return Statement.select(
            String.class,
            """
            delete from human_role
            where human = ?1 and source = ?2 and role <> all (string_to_array(?3, ' '))
            returning role
            """,
            human.value(),
            provider,
            codes(kept))
        .map(PgGroupRoleStore::roles);
  }

  private static String codes(Set<Role> roles) {
    return roles.stream().map(Role::code).collect(Collectors.joining(" "));
  }

  private static Set<Role> roles(List<String> codes) {
    return codes.stream().map(code -> Role.named(code).orElseThrow()).collect(Collectors.toSet());
  }
}
