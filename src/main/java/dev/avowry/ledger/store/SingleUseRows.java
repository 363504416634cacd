package dev.avowry.ledger.store;

import dev.avowry.ledger.SingleUse;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The one mapping of single uses to rows of {@code single_use}. */
final class SingleUseRows {
  /**
   * Gives back what was fresh. The key keeps copies out, however they race; the look before it
   * keeps out a value that comes again with another expiry, in another slot.
   */
  static final String CLAIM =
      """
      insert into single_use (kind, holder, value, until, slot)
      select kind, holder, value, until, slot_of(until)
      from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
        asked (kind, holder, value, until)
      where not exists (
        select 1 from single_use known
        where known.kind = asked.kind and known.holder = asked.holder and known.value = asked.value)
      on conflict do nothing
      returning kind, holder, value
      """;

  private SingleUseRows() {}

  /** The uses as {@link #CLAIM} takes them. */
  static Tuple arrays(List<SingleUse> uses) {
    return Tuple.of(
        uses.stream().map(use -> use.kind().name()).toArray(String[]::new),
        uses.stream().map(SingleUse::holder).toArray(String[]::new),
        uses.stream().map(SingleUse::value).toArray(String[]::new),
        uses.stream()
            .map(use -> use.until().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new));
  }
}
