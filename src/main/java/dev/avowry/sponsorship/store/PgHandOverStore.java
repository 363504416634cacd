package dev.avowry.sponsorship.store;

import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.store.Statement;
import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.HandOver;
import dev.avowry.sponsorship.HandOver.Ground;
import dev.avowry.sponsorship.HandOver.State;
import dev.avowry.sponsorship.HandOverFilter;
import dev.avowry.sponsorship.HandOverStore;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Hand-overs, by Panache. */
@ApplicationScoped
class PgHandOverStore implements HandOverStore {
  private final LeftBehindRows leftBehind;

  PgHandOverStore(LeftBehindRows leftBehind) {
    this.leftBehind = leftBehind;
  }

  @Override
  @WithSession
  public Uni<Optional<HandOver>> handOver(HandOverId id) {
    return HandOverRow.<HandOverRow>findById(id.value()).map(PgHandOverStore::read);
  }

  @Override
  public Uni<Optional<HandOver>> locked(HandOverId id) {
    return HandOverRow.<HandOverRow>findById(id.value(), LockModeType.PESSIMISTIC_WRITE)
        .map(PgHandOverStore::read);
  }

  @Override
  public Uni<Optional<HandOver>> open(NodeId agent) {
    return HandOverRow.<HandOverRow>find(
            "agent = ?1 and state in ('offered', 'acknowledged', 'moved', 'ending')", agent.value())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .<HandOverRow>firstResult()
        .map(PgHandOverStore::read);
  }

  private static Optional<HandOver> read(HandOverRow row) {
    return Optional.ofNullable(row).map(HandOverRow::toHandOver);
  }

  @Override
  @WithSession
  public Uni<Page<HandOver>> page(HandOverFilter filter, PageRequest page) {
    return HandOverPages.page(filter, page);
  }

  /** Who comes at the same moment waits for the other's end, and finds it open. */
  @Override
  public Uni<Boolean> add(HandOver made) {
    return Statement.execute(
            """
            insert into hand_over (id, agent, giver, receiver, ground, state, offered_by,
                                   offered_person, offered_at, due_at)
            values (?1, ?2, ?3, cast(cast(?4 as text) as bigint), ?5, ?6, ?7,
                    cast(cast(?8 as text) as bigint), ?9, cast(cast(?10 as text) as timestamptz))
            on conflict (agent) where state in ('offered', 'acknowledged', 'moved', 'ending')
            do nothing
            """,
            made.id().value(),
            made.agent().value(),
            made.giver().value(),
            made.receiver().map(it -> Long.toString(it.value())).orElse(null),
            made.ground().code(),
            made.state().code(),
            made.offeredBy(),
            made.offeredPerson().map(it -> Long.toString(it.value())).orElse(null),
            made.offeredAt().atOffset(ZoneOffset.UTC),
            made.dueAt().map(Instant::toString).orElse(null))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Void> set(
      HandOverId id, State state, Optional<Answer> answer, Optional<Instant> claimedUntil) {
    return change(
        id,
        row -> {
          row.state = state.code();
          row.claimedUntil = claimedUntil.orElse(null);
          answer.ifPresent(
              given -> {
                row.answeredBy = given.by();
                row.answeredAt = given.at();
              });
        });
  }

  @Override
  public Uni<Void> give(HandOverId id, NodeId receiver, By by) {
    return change(
        id,
        row -> {
          row.receiver = receiver.value();
          row.offeredBy = by.actor();
          row.offeredPerson = by.human().map(NodeId::value).orElse(null);
        });
  }

  @Override
  public Uni<Void> pass(HandOverId id) {
    return leftBehind
        .decline(id)
        .chain(next -> change(id, row -> row.receiver = next.map(NodeId::value).orElse(null)));
  }

  /** By one statement, however many they were asked to take. */
  @Override
  public Uni<Void> passAll(NodeId receiver) {
    return Statement.execute(
            """
            update hand_over
            set declined = array_append(declined, receiver),
                receiver = heir(agent, giver, array_append(declined, receiver))
            where receiver = ?1 and state = 'offered' and ground = 'departure'
            """,
            receiver.value())
        .replaceWithVoid();
  }

  private static Uni<Void> change(HandOverId id, Consumer<HandOverRow> change) {
    return HandOverRow.<HandOverRow>findById(id.value())
        .invoke(change)
        .chain(row -> row.flush())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Left>> leftBehind(Optional<NodeId> giver, int most) {
    return leftBehind.read(giver, most);
  }

  @Override
  public Uni<Void> settle() {
    return leftBehind.settle();
  }

  @Override
  public Uni<Void> becomeDepartures(NodeId giver, Instant dueAt) {
    return HandOverRow.update(
            "ground = 'departure', dueAt = ?2, overdue = false where giver = ?1 and state = 'offered'",
            giver.value(),
            dueAt)
        .replaceWithVoid();
  }

  /** By one statement, however many they are; a turn lifts what was halted for one of them. */
  @Override
  public Uni<Void> withdrawDepartures(NodeId giver, Answer answer) {
    return HandOverRow.update(
            """
            state = 'withdrawn', answeredBy = ?2, answeredAt = ?3
            where giver = ?1 and state = 'offered' and ground = 'departure'
            """,
            giver.value(),
            answer.by(),
            answer.at())
        .replaceWithVoid();
  }

  @Override
  public Uni<List<HandOver>> takeDue(Instant now, Instant claimedUntil, int most) {
    return rows(
            """
            select id from hand_over where state = 'offered' and due_at <= ?1 and not overdue
            order by due_at limit ?2 for update skip locked
            """,
            now,
            most)
        .invoke(rows -> rows.forEach(row -> takeDue(row, claimedUntil)))
        .map(PgHandOverStore::all);
  }

  private static void takeDue(HandOverRow row, Instant claimedUntil) {
    row.overdue = true;
    if (row.ground.equals(Ground.DEPARTURE.code())) {
      row.state = State.ENDING.code();
      row.claimedUntil = claimedUntil;
    }
  }

  @Override
  public Uni<List<HandOver>> takeUnfinished(Instant now, Instant claimedUntil, int most) {
    return rows(
            """
            select id from hand_over
            where state in ('acknowledged', 'moved', 'ending')
              and (claimed_until is null or claimed_until <= ?1)
            order by offered_at limit ?2 for update skip locked
            """,
            now,
            most)
        .invoke(rows -> rows.forEach(row -> row.claimedUntil = claimedUntil))
        .map(PgHandOverStore::all);
  }

  /** Locked by their ids: another replica passes them over. */
  private static Uni<List<HandOverRow>> rows(String ids, Instant now, int most) {
    return Statement.select(Long.class, ids, now.atOffset(ZoneOffset.UTC), most)
        .chain(found -> HandOverRow.<HandOverRow>list("id in ?1", found));
  }

  private static List<HandOver> all(List<HandOverRow> rows) {
    return rows.stream().map(HandOverRow::toHandOver).toList();
  }

  @Override
  @WithSession
  public Uni<List<NodeId>> overdueAndNotHalted(int most) {
    return nodes(
        """
        select h.agent from hand_over h join node n on n.id = h.agent
        where h.state = 'offered' and h.overdue and h.ground = 'offer' and n.state <> 'revoked'
          and not 'hand_over' = any (n.halts)
        limit ?1
        """,
        most);
  }

  /** What is under way has an open row, from before its first halt until after its last. */
  @Override
  @WithSession
  public Uni<List<NodeId>> haltedForNothing(int most) {
    return nodes(
        """
        select n.id from node n
        where 'hand_over' = any (n.halts) and not exists (
          select 1 from hand_over h
          where h.agent = n.id and h.state in ('offered', 'acknowledged', 'moved', 'ending'))
        limit ?1
        """,
        most);
  }

  private static Uni<List<NodeId>> nodes(String sql, int most) {
    return Statement.select(Long.class, sql, most)
        .map(ids -> ids.stream().map(NodeId::new).toList());
  }
}
