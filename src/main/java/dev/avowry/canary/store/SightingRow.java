package dev.avowry.canary.store;

import dev.avowry.canary.Passage;
import dev.avowry.canary.Passage.Stages;
import dev.avowry.canary.Run.Sighting;
import dev.avowry.canary.Verdict;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sighting as a row, and back. */
final class SightingRow {
  static final String KEEP =
      """
      insert into canary_sighting (verifier, slot, run, resource, outcome, why,
                                   total_us, round_trip_us, receive_us, apply_us, refusal_us)
      select id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from verifier where id = $1
      on conflict (verifier, slot) do update set run = excluded.run, resource = excluded.resource,
        outcome = excluded.outcome, why = excluded.why, total_us = excluded.total_us,
        round_trip_us = excluded.round_trip_us, receive_us = excluded.receive_us,
        apply_us = excluded.apply_us, refusal_us = excluded.refusal_us
      where canary_sighting.run < excluded.run
      """;

  private SightingRow() {}

  static Tuple of(Sighting sighting, int slot, long run) {
    Optional<Passage> passage = passage(sighting.verdict());
    Optional<Stages> stages = passage.flatMap(Passage::stages);
    return Tuple.tuple()
        .addLong(sighting.verifier().value())
        .addInteger(slot)
        .addLong(run)
        .addString(sighting.resource())
        .addString(sighting.verdict().code())
        .addString(why(sighting.verdict()))
        .addLong(passage.map(each -> Micros.of(each.total())).orElse(null))
        .addLong(passage.map(each -> Micros.of(each.roundTrip())).orElse(null))
        .addLong(stages.map(each -> Micros.of(each.receive())).orElse(null))
        .addLong(stages.map(each -> Micros.of(each.apply())).orElse(null))
        .addLong(stages.map(each -> Micros.of(each.refusal())).orElse(null));
  }

  private static Optional<Passage> passage(Verdict verdict) {
    return verdict instanceof Verdict.Refused(Passage passage)
        ? Optional.of(passage)
        : Optional.empty();
  }

  private static @Nullable String why(Verdict verdict) {
    return switch (verdict) {
      case Verdict.NotLetIn(String why) -> why;
      case Verdict.Unreachable(String why) -> why;
      case Verdict.Refused refused -> null;
      case Verdict.NeverRefused never -> null;
    };
  }

  static Verdict verdict(Row row) {
    return switch (row.getString("outcome")) {
      case "refused" -> new Verdict.Refused(passage(row));
      case "never_refused" -> new Verdict.NeverRefused();
      case "not_let_in" -> new Verdict.NotLetIn(row.getString("why"));
      case "unreachable" -> new Verdict.Unreachable(row.getString("why"));
      default -> throw new IllegalStateException("an outcome of a later version");
    };
  }

  private static Passage passage(Row row) {
    return new Passage(
        Micros.toDuration(row.getLong("total_us")),
        Micros.toDuration(row.getLong("round_trip_us")),
        Optional.ofNullable(row.getLong("receive_us"))
            .map(
                receive ->
                    new Stages(
                        Micros.toDuration(receive),
                        Micros.toDuration(row.getLong("apply_us")),
                        Micros.toDuration(row.getLong("refusal_us")))));
  }
}
