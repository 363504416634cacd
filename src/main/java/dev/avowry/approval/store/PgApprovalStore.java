package dev.avowry.approval.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.avowry.agent.SecretHash;
import dev.avowry.approval.ApprovalRequest;
import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.approval.ApprovalStore;
import dev.avowry.approval.Voice;
import dev.avowry.authn.Binding;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.store.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests by Panache, and by native statements where rows are counted or changed. */
@ApplicationScoped
class PgApprovalStore implements ApprovalStore {
  private final WaitingRows waiting;

  PgApprovalStore(WaitingRows waiting) {
    this.waiting = waiting;
  }

  /**
   * Two rows that the door has nothing to do with, locked in one order: nobody waits in a circle.
   */
  @Override
  public Uni<Pending> pending(NodeId agent, NodeId human, Instant now) {
    return Statement.select(
            Long.class, "select id from agent where id = ?1 for no key update", agent.value())
        .chain(
            () ->
                Statement.select(
                    Long.class,
                    "select id from sponsor where id = ?1 for no key update",
                    human.value()))
        .chain(
            () ->
                Statement.select(
                    Object[].class,
                    """
                    select count(*) filter (where agent = ?1), count(*) filter (where human = ?2)
                    from approval_request
                    where state = 'pending' and expires_at > ?3 and (agent = ?1 or human = ?2)
                    """,
                    agent.value(),
                    human.value(),
                    utc(now)))
        .map(rows -> new Pending((Long) rows.getFirst()[0], (Long) rows.getFirst()[1]));
  }

  @Override
  public Uni<Void> add(ApprovalRequest request, SecretHash hash, Duration interval) {
    return Statement.execute(
            """
            insert into approval_request (id, hash, agent, human, scopes, resources, message,
                                          confirmation, confirmation_value, created_at, expires_at,
                                          state, interval, poll_after)
            values (?1, ?2, ?3, ?4, ?5, ?6, cast(?7 as text), cast(?8 as text), cast(?9 as text),
                    ?10, ?11, ?12, ?13, ?10)
            """,
            request.id().value(),
            hash.text(),
            request.agent().value(),
            request.human().value(),
            request.scopes().toArray(String[]::new),
            request.resources().toArray(String[]::new),
            request.message().orElse(null),
            request.binding().map(Binding::confirmation).orElse(null),
            request.binding().map(Binding::value).orElse(null),
            utc(request.createdAt()),
            utc(request.expiresAt()),
            request.state().code(),
            (int) interval.toSeconds())
        .replaceWithVoid();
  }

  @Override
  @WithSession
  public Uni<Optional<ApprovalRequest>> find(ApprovalId id) {
    return ApprovalRow.<ApprovalRow>findById(id.value())
        .map(row -> Optional.ofNullable(row).map(ApprovalRow::toRequest));
  }

  @Override
  public Uni<Optional<ApprovalRequest>> lock(ApprovalId id) {
    return ApprovalRow.<ApprovalRow>findById(id.value(), LockModeType.PESSIMISTIC_WRITE)
        .map(row -> Optional.ofNullable(row).map(ApprovalRow::toRequest));
  }

  @Override
  @WithSession
  public Uni<List<Voice>> voices(ApprovalId id) {
    return VoiceRow.<VoiceRow>list("request = ?1 order by at, human", id.value())
        .map(rows -> rows.stream().map(VoiceRow::toVoice).toList());
  }

  @Override
  @WithSession
  public Uni<Map<ApprovalId, List<Voice>>> voices(Collection<ApprovalId> ids) {
    List<Long> values = ids.stream().map(ApprovalId::value).toList();
    return VoiceRow.<VoiceRow>list("request in ?1 order by at, human", values)
        .map(
            rows ->
                rows.stream()
                    .collect(
                        groupingBy(
                            row -> new ApprovalId(row.request),
                            mapping(VoiceRow::toVoice, toList()))));
  }

  @Override
  public Uni<Void> add(ApprovalId id, Voice voice) {
    return VoiceRow.of(id, voice).persistAndFlush().replaceWithVoid();
  }

  @Override
  public Uni<Void> end(ApprovalId id, State state, Instant at) {
    return Statement.execute(
            """
            update approval_request set state = ?2, decided_at = ?3
            where id = ?1 and state = 'pending'
            """,
            id.value(),
            state.code(),
            utc(at))
        .invoke(PgApprovalStore::requireOne)
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> approve(ApprovalId id, Grant grant, Instant at) {
    return Statement.execute(
            """
            update approval_request
            set state = 'approved', decided_at = ?2, grant_node = ?3, authenticated_at = ?4,
                methods = ?5, collect_until = ?6
            where id = ?1 and state = 'pending'
            """,
            id.value(),
            utc(at),
            grant.node().value(),
            utc(grant.login().at()),
            grant.login().methods().toArray(String[]::new),
            utc(grant.collectUntil()))
        .invoke(PgApprovalStore::requireOne)
        .replaceWithVoid();
  }

  /** Whoever decides has the row locked: anything else fails the transaction. */
  private static void requireOne(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("a request was decided that was not pending");
    }
  }

  @Override
  @WithSession
  public Uni<Optional<Collectable>> collectable(SecretHash hash) {
    return Statement.select(
            Long.class, "select id from approval_request where hash = ?1", hash.text())
        .chain(
            ids ->
                ids.isEmpty()
                    ? Uni.createFrom().item(Optional.<Collectable>empty())
                    : ApprovalRow.<ApprovalRow>findById(ids.getFirst())
                        .map(row -> Optional.of(row.toCollectable())));
  }

  /** One statement: of two polls at once one is too early. */
  @Override
  @WithTransaction
  public Uni<Boolean> isTooEarly(SecretHash hash, Instant now) {
    return Statement.select(
            Boolean.class,
            """
            with polled as (
              select id, poll_after > ?2 as early from approval_request where hash = ?1 for update
            )
            update approval_request r
            set interval = r.interval + case when p.early then 5 else 0 end,
                poll_after = cast(?2 as timestamptz)
                             + make_interval(secs => r.interval + case when p.early then 5 else 0 end)
            from polled p where r.id = p.id
            returning p.early
            """,
            hash.text(),
            utc(now))
        .map(rows -> !rows.isEmpty() && rows.getFirst());
  }

  @Override
  @WithSession
  public Uni<Page<ApprovalRequest>> page(Optional<NodeId> below, PageRequest page) {
    return waiting.page(below, page);
  }

  @Override
  @WithSession
  public Uni<List<ApprovalRequest>> waitingFor(NodeId human, boolean another, Instant now) {
    return waiting.waitingFor(human, another, now).chain(PgApprovalStore::requests);
  }

  @Override
  public Uni<List<ApprovalRequest>> overdue(Instant now, int most) {
    return Statement.select(
            Long.class,
            """
            select id from approval_request where state = 'pending' and expires_at <= ?1
            order by expires_at limit ?2 for update skip locked
            """,
            utc(now),
            most)
        .chain(PgApprovalStore::requests);
  }

  private static Uni<List<ApprovalRequest>> requests(List<Long> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.<ApprovalRequest>of())
        : ApprovalRow.<ApprovalRow>list("id in ?1 order by expiresAt, id", ids)
            .map(rows -> rows.stream().map(ApprovalRow::toRequest).toList());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
