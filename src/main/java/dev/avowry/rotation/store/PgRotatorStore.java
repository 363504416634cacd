package dev.avowry.rotation.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.rotation.Cause;
import dev.avowry.rotation.Method;
import dev.avowry.rotation.Plan;
import dev.avowry.rotation.Rotator;
import dev.avowry.rotation.RotatorStore;
import dev.avowry.rotation.Snag;
import dev.avowry.rotation.Task;
import dev.avowry.rotation.Wanted;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Rotators, by native statements. */
@ApplicationScoped
class PgRotatorStore implements RotatorStore {
  /** Secrets that nobody removed, with a rotator that has nothing to do and was not given up. */
  private static final String IDLE =
      """
      from rotator r join vault_secret s on s.id = r.secret join node n on n.id = s.id
      left join node f on f.id = s.folder
      where r.run is null and (r.broken is null or r.broken <> s.version)
        and n.state <> 'revoked' and (f.state is null or f.state <> 'revoked')
      """;

  /** That the present version was told somebody by what was revoked: a node above, or a grant. */
  private static final String EXPOSED =
      """
      r.after_revocation and r.looked < ?3 and exists (
        select from ledger_event e, unnest(e.path || e.target) p
        join node k on k.id = path_bits(p) and k.state = 'revoked'
        where e.type = 'secret_read' and e.node = s.id
          and (e.detail->>'version')::integer >= s.version)
      """;

  @Override
  public Uni<Optional<Rotator>> find(NodeId secret) {
    return Statement.select(
            Object[].class,
            """
            select r.secret, r.method, r.endpoint, r.every, r.after_revocation, r.set_by, r.set_at,
                   case when r.run is not null then 'ROTATING'
                        when r.broken = s.version then 'BROKEN' else 'READY' end,
                   r.tries, case when r.run is not null or r.broken = s.version then r.fault end,
                   case when r.run is not null then r.due_at end, r.ended_at
            from rotator r join vault_secret s on s.id = r.secret where r.secret = ?1
            """,
            secret.value())
        .map(rows -> rows.stream().findFirst().map(RotatorRows::rotator));
  }

  @Override
  public Uni<Boolean> put(NodeId secret, Plan plan, String by, Instant at) {
    return Statement.execute(
            """
            insert into rotator (secret, method, endpoint, every, after_revocation, set_by, set_at)
            values (?1, ?2, ?3, cast(?4 as bigint), ?5, ?6, ?7)
            on conflict (secret) do update
            set method = excluded.method, endpoint = excluded.endpoint, every = excluded.every,
                after_revocation = excluded.after_revocation, set_by = excluded.set_by,
                set_at = excluded.set_at, looked = default
            where rotator.run is null
            """,
            secret.value(),
            plan.method().code(),
            plan.method() instanceof Method.Webhook webhook ? webhook.endpoint().toString() : null,
            plan.every().map(Duration::toSeconds).orElse(null),
            plan.afterRevocation(),
            by,
            utc(at))
        .map(changed -> changed == 1);
  }

  @Override
  public Uni<Boolean> remove(NodeId secret, Instant now) {
    return Statement.execute(
            "delete from rotator where secret = ?1 and (run is null or busy_until <= ?2)",
            secret.value(),
            utc(now))
        .map(removed -> removed == 1);
  }

  @Override
  public Uni<Boolean> begin(NodeId secret, String run, int base, Cause cause, Instant now) {
    return Statement.execute(
            """
            update rotator
            set run = ?2, base = ?3, cause = ?4, broken = null,
                tries = case when broken = ?3 then tries else 0 end,
                due_at = case when broken = ?3 then greatest(due_at, ?5) else ?5 end
            where secret = ?1 and run is null
            """,
            secret.value(),
            run,
            base,
            cause.code(),
            utc(now))
        .map(begun -> begun == 1);
  }

  /** Who has read what is looked at again only when something was revoked since. */
  @Override
  public Uni<List<Wanted>> wanted(Instant now, int most) {
    return Statement.select(Long.class, "select seq from revocation_head")
        .map(List::getFirst)
        .chain(
            seq ->
                wanted(now, most, seq)
                    .call(
                        found ->
                            found.size() < most
                                ? looked(found, seq)
                                : Uni.createFrom().voidItem()));
  }

  private static Uni<List<Wanted>> wanted(Instant now, int most, long seq) {
    return Statement.select(
            Object[].class,
            """
            select s.id, s.version, case when s.rotate_at <= ?1 then 'due' else 'revocation' end %s
              and (s.rotate_at <= ?1 or (%s))
            limit ?2
            """
                .formatted(IDLE, EXPOSED),
            utc(now),
            most,
            seq)
        .map(rows -> rows.stream().map(RotatorRows::wanted).toList());
  }

  /** What was under way a moment ago has a version by now that nobody revoked was told. */
  private static Uni<Integer> looked(List<Wanted> wanted, long seq) {
    return Statement.execute(
        """
        update rotator r set looked = ?1 from vault_secret s
        where s.id = r.secret and r.after_revocation and r.looked < ?1 and r.run is null
          and (r.broken is null or r.broken <> s.version) and r.secret <> all(?2)
        """,
        seq,
        wanted.stream().map(each -> each.secret().value()).toArray(Long[]::new));
  }

  @Override
  public Uni<List<Task>> take(Instant now, Duration lease, int most) {
    return Statement.select(
            Object[].class,
            """
            update rotator r
            set busy_until = ?2, claim = r.claim + 1
            from (select secret from rotator
                  where run is not null and due_at <= ?1 and busy_until <= ?1
                  order by due_at limit ?3 for update skip locked) d
            where d.secret = r.secret
            returning r.secret, r.method, r.endpoint, r.every, r.after_revocation, r.run, r.base,
                      r.cause, r.tries, r.claim
            """,
            utc(now),
            utc(now.plus(lease)),
            most)
        .map(rows -> rows.stream().map(RotatorRows::task).toList());
  }

  @Override
  public Uni<Boolean> isOurs(Task task) {
    return Statement.select(
            Integer.class,
            "select 1 from rotator where secret = ?1 and run = ?2 and claim = ?3 for update",
            task.secret().value(),
            task.run(),
            task.claim())
        .map(rows -> rows.size() == 1);
  }

  @Override
  public Uni<Void> again(Task task, Snag snag, Instant due) {
    return Statement.execute(
            """
            update rotator set tries = tries + 1, fault = ?2, due_at = ?3, busy_until = '-infinity'
            where secret = ?1
            """,
            task.secret().value(),
            snag.code(),
            utc(due))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> done(Task task, Instant at) {
    return Statement.execute(
            """
            update rotator
            set run = null, base = null, cause = null, tries = 0, fault = null, due_at = null,
                busy_until = '-infinity', ended_at = ?2
            where secret = ?1
            """,
            task.secret().value(),
            utc(at))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> broken(Task task, Snag snag, Instant due, Instant at) {
    return Statement.execute(
            """
            update rotator
            set run = null, base = null, cause = null, tries = tries + 1, fault = ?2, due_at = ?3,
                busy_until = '-infinity', ended_at = ?4, broken = base
            where secret = ?1
            """,
            task.secret().value(),
            snag.code(),
            utc(due),
            utc(at))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
