package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.sponsorship.Departure;
import dev.avowry.sponsorship.DepartureStore;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Departures, in the transaction that is under way. */
@ApplicationScoped
class PgDepartureStore implements DepartureStore {
  @Override
  public Uni<Optional<Departure>> open(NodeId sponsor) {
    return DepartureRow.<DepartureRow>find("sponsor = ?1 and returnedAt is null", sponsor.value())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .<DepartureRow>firstResult()
        .map(row -> Optional.ofNullable(row).map(DepartureRow::toDeparture));
  }

  /** Who comes at the same moment waits for the other's end, and finds it said. */
  @Override
  public Uni<Boolean> add(Departure departure) {
    return Statement.execute(
            """
            insert into departure (sponsor, cause, left_by, left_person, left_at, as_of)
            values (?1, ?2, ?3, cast(cast(?4 as text) as bigint), ?5, ?6)
            on conflict (sponsor) where returned_at is null do nothing
            """,
            departure.sponsor().value(),
            departure.cause().code(),
            departure.by(),
            departure.person().map(it -> Long.toString(it.value())).orElse(null),
            departure.at().atOffset(ZoneOffset.UTC),
            departure.asOf().atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Void> restate(Departure departure) {
    return Statement.execute(
            """
            update departure
            set cause = ?2, left_by = ?3, left_person = cast(cast(?4 as text) as bigint),
                left_at = ?5, as_of = ?6, settled = false
            where sponsor = ?1 and returned_at is null
            """,
            departure.sponsor().value(),
            departure.cause().code(),
            departure.by(),
            departure.person().map(it -> Long.toString(it.value())).orElse(null),
            departure.at().atOffset(ZoneOffset.UTC),
            departure.asOf().atOffset(ZoneOffset.UTC))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> unsettle(NodeId sponsor) {
    return Statement.execute(
            "update departure set settled = false where sponsor = ?1 and returned_at is null",
            sponsor.value())
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> end(NodeId sponsor, String by, Instant at) {
    return Statement.execute(
            """
            update departure set returned_by = ?2, returned_at = ?3
            where sponsor = ?1 and returned_at is null
            """,
            sponsor.value(),
            by,
            at.atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  @Override
  @WithSession
  public Uni<Optional<Departure>> look(NodeId sponsor) {
    return DepartureRow.<DepartureRow>find("sponsor = ?1 and returnedAt is null", sponsor.value())
        .<DepartureRow>firstResult()
        .map(row -> Optional.ofNullable(row).map(DepartureRow::toDeparture));
  }

  @Override
  @WithSession
  public Uni<Boolean> isHalted(NodeId sponsor) {
    return Statement.select(
            Long.class,
            "select id from node where id = ?1 and 'left' = any (halts)",
            sponsor.value())
        .map(rows -> !rows.isEmpty());
  }

  @Override
  @WithSession
  public Uni<List<NodeId>> goneAndNotHalted(int most) {
    return Statement.select(
            Long.class,
            """
            select d.sponsor from departure d join node n on n.id = d.sponsor
            where d.returned_at is null and n.state <> 'revoked' and not 'left' = any (n.halts)
            limit ?1
            """,
            most)
        .map(ids -> ids.stream().map(NodeId::new).toList());
  }
}
