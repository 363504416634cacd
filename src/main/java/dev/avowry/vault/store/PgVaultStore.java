package dev.avowry.vault.store;

import static dev.avowry.vault.store.SecretRows.utc;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.key.Envelope;
import dev.avowry.vault.About;
import dev.avowry.vault.Access;
import dev.avowry.vault.BindingText;
import dev.avowry.vault.Conditions;
import dev.avowry.vault.Folder;
import dev.avowry.vault.Secret;
import dev.avowry.vault.Use;
import dev.avowry.vault.VaultStore;
import dev.avowry.vault.Version;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is kept, in the transaction that is under way. */
@ApplicationScoped
class PgVaultStore implements VaultStore {
  @Override
  public Uni<Void> add(Secret secret, Version first) {
    About about = secret.about();
    return Statement.execute(
            """
            insert into vault_secret (id, folder, owner, type, name, tags, version, expires_at,
                                      rotate_at, created_at, changed_at)
            values (?1, cast(?2 as bigint), ?3, ?4, ?5, ?6, 1, cast(?7 as timestamptz),
                    cast(?8 as timestamptz), ?9, ?9)
            """,
            secret.id().value(),
            secret.folder().map(NodeId::value).orElse(null),
            secret.owner().value(),
            secret.type().code(),
            about.name(),
            about.tags().toArray(String[]::new),
            utc(about.expiresAt()),
            utc(about.rotateAt()),
            utc(secret.createdAt()))
        .chain(() -> add(secret.id(), first));
  }

  private static Uni<Void> add(NodeId secret, Version version) {
    Envelope envelope = version.envelope().orElseThrow();
    return Statement.execute(
            """
            insert into vault_version (secret, number, bindings, data_key, content, created_at,
                                       created_by)
            values (?1, ?2, nullif(?3, ''), ?4, ?5, ?6, ?7)
            """,
            secret.value(),
            version.number(),
            version.bindings().text(),
            envelope.key().toBytes(),
            envelope.content().toBytes(),
            utc(version.createdAt()),
            version.by())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> add(Folder folder) {
    return Statement.execute(
            "insert into vault_folder (id, owner, name, created_at) values (?1, ?2, ?3, ?4)",
            folder.id().value(),
            folder.owner().value(),
            folder.name(),
            utc(folder.createdAt()))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> add(Access access) {
    Conditions conditions = access.conditions();
    return Statement.execute(
            """
            insert into vault_access (id, thing, holder, below, uses, not_before, most, lease,
                                      created_at, created_by, destinations, approved)
            values (?1, ?2, ?3, ?4, ?5, cast(?6 as timestamptz), cast(?7 as integer), ?8, ?9, ?10,
                    nullif(?11, '[]'), ?12)
            """,
            access.id().value(),
            access.thing().value(),
            access.holder().value(),
            access.below(),
            access.uses().stream().map(Use::code).sorted().toArray(String[]::new),
            utc(conditions.notBefore()),
            conditions.most().orElse(null),
            (int) conditions.lease().toSeconds(),
            utc(access.createdAt()),
            access.by(),
            BindingText.writeAll(conditions.within().destinations()),
            conditions.within().approved())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> lockNames(NodeId owner) {
    return Statement.select(
            Integer.class,
            "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))",
            "names of the vault of " + owner)
        .replaceWithVoid();
  }

  @Override
  public Uni<Set<String>> named(NodeId owner, Set<String> names) {
    return Statement.select(
            String.class,
            """
            select distinct s.name from vault_secret s join node n on n.id = s.id
            where s.owner = ?1 and s.name = any(?2) and n.state <> 'revoked'
            """,
            owner.value(),
            names.toArray(String[]::new))
        .map(Set::copyOf);
  }

  @Override
  public Uni<Optional<Integer>> lock(NodeId secret) {
    return Statement.select(
            Integer.class,
            """
            select s.version from vault_secret s join node n on n.id = s.id
            where s.id = ?1 and n.state <> 'revoked' for update of s
            """,
            secret.value())
        .map(rows -> rows.stream().findFirst());
  }

  @Override
  public Uni<Void> replace(NodeId secret, Version next) {
    return add(secret, next)
        .chain(
            () ->
                Statement.execute(
                    """
                    update vault_secret
                    set version = ?2, changed_at = ?3, reported_by = null, reported_at = null,
                        fault = null
                    where id = ?1
                    """,
                    secret.value(),
                    next.number(),
                    utc(next.createdAt())))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> put(NodeId secret, About about, Instant at) {
    return Statement.execute(
            """
            update vault_secret
            set name = ?2, tags = ?3, expires_at = cast(?4 as timestamptz),
                rotate_at = cast(?5 as timestamptz), changed_at = ?6
            where id = ?1
            """,
            secret.value(),
            about.name(),
            about.tags().toArray(String[]::new),
            utc(about.expiresAt()),
            utc(about.rotateAt()),
            utc(at))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> rotated(NodeId secret, Optional<Instant> next, Instant at) {
    return Statement.execute(
            """
            update vault_secret
            set rotate_at = coalesce(cast(?2 as timestamptz),
                                     case when rotate_at > ?3 then rotate_at end)
            where id = ?1
            """,
            secret.value(),
            utc(next),
            utc(at))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> put(NodeId secret, Secret.Report report) {
    return Statement.execute(
            """
            update vault_secret set reported_by = ?2, reported_at = ?3, fault = ?4 where id = ?1
            """,
            secret.value(),
            report.by().value(),
            utc(report.at()),
            report.fault().code())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<NodeId>> revokedAndSealed(int most) {
    return Statement.select(
            Long.class,
            """
            select s.id from node n
            join vault_secret s on s.id = n.id or s.folder = n.id
            where n.kind in ('secret', 'folder') and n.state = 'revoked'
              and exists (select from vault_version v
                          where v.secret = s.id and v.content is not null)
            limit ?1
            """,
            most)
        .map(ids -> ids.stream().map(NodeId::new).toList());
  }

  @Override
  public Uni<Integer> destroy(NodeId secret) {
    return Statement.execute("delete from vault_successor where secret = ?1", secret.value())
        .chain(
            () ->
                Statement.execute(
                    """
                    update vault_version set data_key = null, content = null
                    where secret = ?1 and content is not null
                    """,
                    secret.value()));
  }
}
