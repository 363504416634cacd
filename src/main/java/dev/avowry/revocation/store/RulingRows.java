package dev.avowry.revocation.store;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.OrderId;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.LedgerStatements;
import dev.avowry.revocation.Author;
import dev.avowry.revocation.Branch;
import dev.avowry.revocation.Leaf;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Ruling;
import dev.avowry.revocation.Sort;
import dev.avowry.revocation.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was ruled and commits, all of it sent at once: one statement for what every kill
 * changes, one for the ledger's rows, what is seldom changed besides, the commit.
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
        set state = c.state, state_seq = c.seq, state_at = c.at, state_by = c.by,
            state_person = c.person, state_reason = c.reason,
            live_agents = c.agents, live_delegations = c.delegations,
            halts = string_to_array(c.halts, ' ')
        from unnest($6::bigint[], $7::text[], $8::bigint[], $9::timestamptz[], $10::text[],
                    $11::bigint[], $12::text[], $13::bigint[], $14::bigint[], $22::text[])
          c (id, state, seq, at, by, person, reason, agents, delegations, halts)
        where n.id = c.id
      ), leaves as materialized (
        select *
        from unnest($15::bigint[], $16::text[], $17::bigint[], $18::timestamptz[], $19::text[],
                    $20::bigint[], $21::text[]) c (id, state, seq, at, by, person, reason)
      ), keys as (
        update credential k
        set state = c.state, state_seq = c.seq, state_at = c.at, state_by = c.by,
            state_person = c.person, state_reason = c.reason
        from leaves c where k.id = c.id
      ), signers as (
        update agent_signing_key k
        set state = c.state, state_seq = c.seq, state_at = c.at, state_by = c.by,
            state_person = c.person, state_reason = c.reason,
            sealed = case c.state when 'revoked' then null else k.sealed end
        from leaves c where k.id = c.id
      ), issuers as (
        update trusted_issuer i
        set state = c.state, state_seq = c.seq, state_at = c.at, state_by = c.by,
            state_person = c.person, state_reason = c.reason
        from leaves c where i.id = c.id
      ), rules as (
        update federation_rule r
        set state = c.state, state_seq = c.seq, state_at = c.at, state_by = c.by,
            state_person = c.person, state_reason = c.reason
        from leaves c where r.id = c.id
      )
      select 1
      """;

  private static final String TIGHTEN =
      """
      update node
      set scopes = $2, resources = $3, max_ttl = $4, max_depth = $5, max_children = $6,
          authorization_details = $7
      where id = $1
      """;

  private static final String SUSPEND =
      """
      insert into class_suspension (id, seq, at, by, person, reason)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String RESUME = "delete from class_suspension where id = $1";

  private static final String APPROVE =
      "update kept_order set state = 'approved' where id = any($1)";

  private RulingRows() {}

  static Uni<Void> write(SqlConnection connection, Ruling ruling, LedgerStatements ledger) {
    List<Uni<?>> sent = new ArrayList<>();
    if (!ruling.changesNothing()) {
      Ruling.Changes changes = ruling.changes();
      LedgerStatements.Prepared rows = ledger.append(ruling.events());
      sent.add(connection.preparedQuery(CHANGE).execute(values(ruling)));
      sent.add(connection.preparedQuery(rows.sql()).execute(Tuple.wrap(rows.values())));
      changes.tightened().forEach(node -> sent.add(tighten(connection, node)));
      changes.sorts().forEach(sort -> sent.add(set(connection, sort)));
      if (!changes.approved().isEmpty()) {
        sent.add(connection.preparedQuery(APPROVE).execute(approved(changes)));
      }
    }
    sent.add(connection.query("commit").execute());
    return Uni.combine().all().unis(sent).discardItems();
  }

  private static Uni<?> tighten(SqlConnection connection, Branch node) {
    Ceiling ceiling = node.ceiling();
    return connection
        .preparedQuery(TIGHTEN)
        .execute(
            Tuple.wrap(
                Arrays.<@Nullable Object>asList(
                    node.id().value(),
                    ceiling.scopes().toColumn(),
                    ceiling.resources().toColumn(),
                    (int) ceiling.maxTtl().toSeconds(),
                    ceiling.maxDepth(),
                    ceiling.maxChildren(),
                    ceiling.authorizationDetails().toColumn())));
  }

  private static Uni<?> set(SqlConnection connection, Sort sort) {
    if (sort.status().state() == NodeState.LIVE) {
      return connection.preparedQuery(RESUME).execute(Tuple.of(sort.id()));
    }
    Mark mark = sort.status().last().orElseThrow();
    Author by = sort.status().by().orElseThrow();
    return connection
        .preparedQuery(SUSPEND)
        .execute(
            Tuple.of(
                sort.id(),
                mark.seq(),
                utc(mark.at()),
                by.actor(),
                by.person().value(),
                by.reason()));
  }

  private static Tuple approved(Ruling.Changes changes) {
    return Tuple.of((Object) changes.approved().stream().map(OrderId::value).toArray(Long[]::new));
  }

  private static Tuple values(Ruling ruling) {
    List<Entry> entries = ruling.entries();
    List<Branch> branches = ruling.changes().branches();
    List<Leaf> leaves = ruling.changes().leaves();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(entries.stream().map(Entry::seq).toArray(Long[]::new));
    values.add(entries.stream().map(Entry::id).toArray(String[]::new));
    values.add(entries.stream().map(entry -> utc(entry.at())).toArray(OffsetDateTime[]::new));
    values.add(entries.stream().map(entry -> utc(entry.until())).toArray(OffsetDateTime[]::new));
    values.add(entries.isEmpty() ? 0L : entries.getLast().seq());
    values.add(branches.stream().map(branch -> branch.id().value()).toArray(Long[]::new));
    addStatus(values, branches.stream().map(Branch::status).toList());
    values.add(branches.stream().map(Branch::liveAgents).toArray(Long[]::new));
    values.add(branches.stream().map(Branch::liveDelegations).toArray(Long[]::new));
    values.add(leaves.stream().map(RulingRows::number).toArray(Long[]::new));
    addStatus(values, leaves.stream().map(Leaf::status).toList());
    values.add(branches.stream().map(RulingRows::halts).toArray(String[]::new));
    return Tuple.wrap(values);
  }

  /** An array a column: state, seq, at, by, person, reason. */
  private static void addStatus(List<@Nullable Object> values, List<Status> all) {
    values.add(all.stream().map(status -> code(status.state())).toArray(String[]::new));
    values.add(all.stream().map(status -> seq(status.last())).toArray(Long[]::new));
    values.add(all.stream().map(status -> at(status.last())).toArray(OffsetDateTime[]::new));
    values.add(all.stream().map(status -> text(status, Author::actor)).toArray(String[]::new));
    values.add(all.stream().map(RulingRows::person).toArray(Long[]::new));
    values.add(all.stream().map(status -> text(status, Author::reason)).toArray(String[]::new));
  }

  private static @Nullable String text(Status status, Function<Author, String> part) {
    return status.by().map(part).orElse(null);
  }

  private static @Nullable Long person(Status status) {
    return status.by().map(by -> by.person().value()).orElse(null);
  }

  /** Of a credential, a key or trust: their ids are of one form. */
  private static long number(Leaf leaf) {
    return CredentialId.parse(leaf.id()).orElseThrow().value();
  }

  /** As one text: an array of arrays has to have all of one length. */
  private static String halts(Branch branch) {
    return branch.status().halts().stream().map(Halt::code).collect(Collectors.joining(" "));
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
