package dev.avowry.ledger.store;

import dev.avowry.ledger.Convoy;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.KnownEntries;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Entries, by the bare client. Holds that are asked about together are decided together. */
@ApplicationScoped
class PgEntries implements Entries {
  private static final int LANES = 2;
  private static final int WORTHWHILE = 8;
  private static final int LONGEST = 256;
  private static final int CAPACITY = 5_000;

  private final Pool pool;
  private final KnownEntries known;
  private final Convoy<Hold, Boolean> holds;

  PgEntries(Pool pool, KnownEntries known, Vertx vertx) {
    this.pool = pool;
    this.known = known;
    this.holds = new Convoy<>(vertx, LANES, WORTHWHILE, LONGEST, CAPACITY, this::decide);
  }

  @Override
  public Uni<Since> since(Fence fence) {
    return pool.preparedQuery(EntryRows.NEWER).execute(Tuple.of(fence.seq())).map(EntryRows::since);
  }

  @Override
  public Uni<Boolean> stands(Hold hold) {
    return holds.join(hold);
  }

  /** By one reading, which begins after all of them were asked, of what is not known here yet. */
  private Uni<List<Arrival<Boolean>>> decide(List<Hold> asked) {
    return since(known.fence())
        .invoke(known::learn)
        .map(
            learnt ->
                asked.stream()
                    .<Arrival<Boolean>>map(hold -> new Arrival.Safe<>(known.stands(hold)))
                    .toList());
  }

  /** From the front only: the list has no gaps. What was dropped is known by its last. */
  @Override
  public Uni<Integer> forget(Instant now) {
    return pool.preparedQuery(
            """
            with gone as (
              delete from revocation_entry
              where seq < coalesce((select min(seq) from revocation_entry where until > $1),
                                   (select seq + 1 from revocation_head))
              returning seq
            ), last as (
              update revocation_head set forgotten = (select max(seq) from gone)
              where exists (select 1 from gone)
            )
            select count(*)::integer as dropped from gone
            """)
        .execute(Tuple.of(utc(now)))
        .map(rows -> rows.iterator().next().getInteger("dropped"));
  }

  @Override
  public Uni<Void> leap(Entry end) {
    return pool.withTransaction(
        connection ->
            connection
                .query(FenceLock.ALONE)
                .execute()
                .chain(
                    () ->
                        connection
                            .preparedQuery(
                                """
                                with leap as (
                                  update revocation_head set seq = $1, forgotten = $1 - 1
                                  where seq < $1 returning seq
                                ), gone as (
                                  delete from revocation_entry where exists (select 1 from leap)
                                )
                                insert into revocation_entry (seq, id, at, until)
                                select seq, $2, $3, $4 from leap
                                """)
                            .execute(
                                Tuple.of(end.seq(), end.id(), utc(end.at()), utc(end.until()))))
                .replaceWithVoid());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
