package dev.avowry.sponsorship.store;

import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.sponsorship.Departure;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.HandOverStore.Left;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Agents whose sponsor has left, and who is to be asked to take them. */
@ApplicationScoped
class LeftBehindRows {
  /** Of the departure {@code d}; what is revoked is nobody's to take. */
  private static final String FROM =
      """
      from node s join node n on n.parent = s.id and n.kind = 'agent' and n.state <> 'revoked'
      where s.id = d.sponsor and s.state <> 'revoked' and not exists (
        select 1 from hand_over h
        where h.agent = n.id and h.state in ('offered', 'acknowledged', 'moved', 'ending'))
      """;

  /** What is only concluded, {@link DepartureCause}, gives nothing away. */
  private static final String LEFT =
      """
      select l.id, heir(l.id, d.sponsor, '{}'), d.sponsor, d.cause, d.left_by, d.left_person,
             d.left_at
      from departure d cross join lateral (select n.id %s) l
      where d.returned_at is null and not d.settled and d.cause <> 'sign_in_refused'
        and (cast(?1 as text) is null or d.sponsor = cast(cast(?1 as text) as bigint))
      limit ?2
      """
          .formatted(FROM);

  private static final String SETTLE =
      """
      update departure d set settled = true
      where d.returned_at is null and not d.settled and not exists (select 1 %s)
      """
          .formatted(FROM);

  Uni<List<Left>> read(Optional<NodeId> giver, int most) {
    return Statement.select(
            Object[].class, LEFT, giver.map(it -> Long.toString(it.value())).orElse(null), most)
        .map(rows -> rows.stream().map(LeftBehindRows::left).toList());
  }

  /** Of whom nothing is left to offer, nobody looks again. */
  Uni<Void> settle() {
    return Statement.execute(SETTLE).replaceWithVoid();
  }

  private static Instant time(@Nullable Object column) {
    return ((OffsetDateTime) Objects.requireNonNull(column)).toInstant();
  }

  private static Left left(@Nullable Object[] row) {
    Departure departure =
        new Departure(
            new NodeId((Long) row[2]),
            DepartureCause.named((String) row[3]).orElseThrow(),
            (String) row[4],
            Optional.ofNullable((Long) row[5]).map(NodeId::new),
            time(row[6]),
            time(row[6]));
    return new Left(
        new NodeId((Long) row[0]), Optional.ofNullable((Long) row[1]).map(NodeId::new), departure);
  }

  /** Notes that whoever is asked has declined, and says who is to be asked now. */
  Uni<Optional<NodeId>> decline(HandOverId id) {
    return Statement.execute(
            "update hand_over set declined = array_append(declined, receiver) where id = ?1",
            id.value())
        .chain(
            () ->
                Statement.select(
                    Long.class,
                    "select coalesce(heir(agent, giver, declined), 0) from hand_over where id = ?1",
                    id.value()))
        .map(found -> found.stream().filter(heir -> heir != 0).findFirst().map(NodeId::new));
  }
}
