package dev.avowry.ledger.store;

import dev.avowry.kernel.PathBits;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that a batch writes, in one statement: what is used once, the rows, the live tokens. */
final class BatchRows {
  /** Every use is as good as any other: one claim for all. */
  private static final String AT_ONCE =
      "claimed as (%s)".formatted(SingleUseRows.claim("asked", "$26, $27"));

  /**
   * What was lent is used up last, and only by proposals of which all else was fresh: the order of
   * the two is that of the data, since the second reads what the first gave back.
   */
  private static final String LENT_LAST =
      """
      proven as (
      %s), unproven as materialized (
        select proposal from asked where slot <> %d and id not in (select id from proven)
      ), lent as (
      %s), claimed as materialized (
        select id from proven union all select id from lent
      )
      """
          .formatted(
              SingleUseRows.claim(
                  "(select * from asked where slot <> %d) asked".formatted(SingleUseRows.KEPT),
                  "$26, $27"),
              SingleUseRows.KEPT,
              SingleUseRows.claim(
                  """
                  (select * from asked
                   where slot = %d and proposal not in (select proposal from unproven)) asked
                  """
                      .formatted(SingleUseRows.KEPT),
                  "$26, $27"));

  static final String WRITE = writing(AT_ONCE);
  static final String WRITE_LENT = writing(LENT_LAST);

  private BatchRows() {}

  /**
   * The statement that writes a batch. It writes nothing when the head is not the one that the
   * batch was decided upon, and leaves no row of a proposal of which one use was not fresh.
   *
   * <p>A second claim costs as much as all the rest, and hardly any batch has anything that was
   * lent: so there are two statements.
   */
  static String statement(Batch batch) {
    return batch.usesUpLoans() ? WRITE_LENT : WRITE;
  }

  /**
   * @param claims leaves {@code claimed (id)}: what of {@code asked} nobody had before
   */
  private static String writing(String claims) {
    return """
        with head as materialized (
          select seq, seq = $28 as decided from revocation_head
        ), asked as materialized (
          select id, until, proposal, slot
          from unnest($23::uuid[], $24::timestamptz[], $25::integer[], $29::bigint[])
            t (id, until, proposal, slot)
          where (select decided from head)
        ), %s, replayed as materialized (
          select proposal from asked where id not in (select id from claimed)
        ), fresh as materialized (
          select * from unnest(%s, $18::uuid[], $19::text[], $20::text[], $21::timestamptz[], $22::integer[])
            t (%s, token, bits, classes, expires_at, proposal)
          where (select decided from head) and proposal not in (select proposal from replayed)
        ), recorded as (
          insert into ledger_event (%s) select %s from fresh
        ), issued as (
          insert into issued_token (jti, node, path, classes, fence, expires_at, slot)
          select token, node, string_to_array(bits, ' ')::bigint[], string_to_array(classes, E'\\n'),
                 seq, expires_at, slot_of(expires_at)
          from fresh, head where token is not null
        )
        select seq, array(select id from claimed) as claimed from head
        """
        .formatted(
            claims,
            EventColumns.ARRAYS,
            EventColumns.NAMES,
            EventColumns.NAMES,
            EventColumns.VALUES);
  }

  /**
   * What the statement met.
   *
   * @param head the highest entry; nothing is written unless the batch was decided upon it
   * @param claimed the uses that nobody had before
   */
  record Written(Fence head, Set<UUID> claimed) {}

  /** A batch that was decided upon a fence, as {@link #statement} takes it. */
  static Tuple values(Batch batch, Fence decided, Instant now) {
    List<Batch.Row> rows = batch.rows();
    List<Batch.Use> uses = batch.uses();
    List<@Nullable Object> values =
        new ArrayList<>(EventColumns.arrays(rows.stream().map(Batch.Row::event).toList(), now));
    values.add(column(rows, UUID[]::new, BatchRows::token));
    values.add(column(rows, String[]::new, row -> bits(row.event())));
    values.add(column(rows, String[]::new, row -> String.join("\n", row.classes())));
    values.add(column(rows, OffsetDateTime[]::new, BatchRows::expiry));
    values.add(column(rows, Integer[]::new, Batch.Row::proposal));
    values.add(column(uses, UUID[]::new, Batch.Use::id));
    values.add(column(uses, OffsetDateTime[]::new, use -> utc(use.what().until())));
    values.add(column(uses, Integer[]::new, Batch.Use::proposal));
    values.add(SingleUseRows.slot(now));
    values.add(SingleUseRows.slot(now) + 1);
    values.add(decided.seq());
    values.add(column(uses, Long[]::new, use -> SingleUseRows.slot(use.what())));
    return Tuple.wrap(values);
  }

  /** What {@link #statement} gave back. */
  static Written read(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new Written(new Fence(row.getLong("seq")), Set.of(row.getArrayOfUUIDs("claimed")));
  }

  private static <R, V> V[] column(
      List<R> rows, IntFunction<V[]> array, Function<R, @Nullable V> value) {
    return rows.stream().map(value).toArray(array);
  }

  private static @Nullable UUID token(Batch.Row row) {
    return row.expiresAt().flatMap(at -> row.event().jti()).map(TokenId::bits).orElse(null);
  }

  private static @Nullable OffsetDateTime expiry(Batch.Row row) {
    return row.expiresAt().map(BatchRows::utc).orElse(null);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  /**
   * Arrays of arrays of different lengths there are none, so that a path travels as text; classes
   * too, of which none has an end of line.
   */
  private static String bits(Event event) {
    return event.path().stream()
        .map(id -> Long.toString(PathBits.of(id)))
        .collect(Collectors.joining(" "));
  }
}
