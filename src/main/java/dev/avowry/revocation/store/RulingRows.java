package dev.avowry.revocation.store;

import dev.avowry.kernel.CredentialId;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.LedgerStatements;
import dev.avowry.revocation.Branch;
import dev.avowry.revocation.Leaf;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Ruling;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was ruled and commits, all of it sent at once: one statement for every change, one
 * for the ledger's rows, the commit.
 */
final class RulingRows {
  /**
   * States and tallies as they are to be, not what is added to them: whoever else changes them does
   * so under the lock shared, and waits.
   */
  private static final String CHANGE =
      """
      with entered as (
        insert into revocation_entry (seq, id, at, until)
        select * from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::timestamptz[])
      ), moved as (
        update revocation_head set seq = $5 where seq < $5
      ), branches as (
        update node n
        set state = c.state, state_seq = c.seq, state_at = c.at,
            live_agents = c.agents, live_delegations = c.delegations
        from unnest($6::bigint[], $7::text[], $8::bigint[], $9::timestamptz[], $10::bigint[],
                    $11::bigint[]) c (id, state, seq, at, agents, delegations)
        where n.id = c.id
      ), keys as (
        update credential k set state = c.state, state_seq = c.seq, state_at = c.at
        from unnest($12::bigint[], $13::text[], $14::bigint[], $15::timestamptz[])
          c (id, state, seq, at)
        where k.id = c.id
      )
      select 1
      """;

  private RulingRows() {}

  static Uni<Void> write(SqlConnection connection, Ruling ruling, LedgerStatements ledger) {
    if (ruling.changesNothing()) {
      return connection.query("commit").execute().replaceWithVoid();
    }
    LedgerStatements.Prepared rows = ledger.append(ruling.events());
    return Uni.combine()
        .all()
        .unis(
            connection.preparedQuery(CHANGE).execute(values(ruling)),
            connection.preparedQuery(rows.sql()).execute(Tuple.wrap(rows.values())),
            connection.query("commit").execute())
        .discardItems();
  }

  private static Tuple values(Ruling ruling) {
    List<Entry> entries = ruling.entries();
    List<Branch> branches = ruling.branches();
    List<Leaf> keys = ruling.credentials();
    // Not a list that cannot change: the client writes into what it is given.
    return Tuple.wrap(
        Arrays.asList(
            entries.stream().map(Entry::seq).toArray(Long[]::new),
            entries.stream().map(Entry::id).toArray(String[]::new),
            entries.stream().map(entry -> utc(entry.at())).toArray(OffsetDateTime[]::new),
            entries.stream().map(entry -> utc(entry.until())).toArray(OffsetDateTime[]::new),
            entries.isEmpty() ? 0L : entries.getLast().seq(),
            branches.stream().map(branch -> branch.id().value()).toArray(Long[]::new),
            branches.stream().map(branch -> code(branch.state())).toArray(String[]::new),
            branches.stream().map(branch -> seq(branch.last())).toArray(Long[]::new),
            branches.stream().map(branch -> at(branch.last())).toArray(OffsetDateTime[]::new),
            branches.stream().map(Branch::liveAgents).toArray(Long[]::new),
            branches.stream().map(Branch::liveDelegations).toArray(Long[]::new),
            keys.stream().map(RulingRows::number).toArray(Long[]::new),
            keys.stream().map(key -> code(key.state())).toArray(String[]::new),
            keys.stream().map(key -> seq(key.last())).toArray(Long[]::new),
            keys.stream().map(key -> at(key.last())).toArray(OffsetDateTime[]::new)));
  }

  private static long number(Leaf credential) {
    return CredentialId.parse(credential.id()).orElseThrow().value();
  }

  private static String code(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Long seq(Optional<Mark> mark) {
    return mark.map(Mark::seq).orElse(null);
  }

  private static @Nullable OffsetDateTime at(Optional<Mark> mark) {
    return mark.map(it -> utc(it.at())).orElse(null);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
