package dev.avowry.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.audit.http.Trail.Line;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.HeldTurns;
import dev.avowry.testing.TestClient;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What somebody with all rights on the database does to the record shows in what is exported. */
@AvowryTest
@DisplayName("GET /v1/audit/events as lines, after somebody was at the tables")
class TamperingTest {
  @Inject Pool pool;

  private HeldTurns checkpoints;
  private long first;

  /** What is signed while the tables are edited no later tree would continue. */
  @BeforeEach
  void threeRows() throws Exception {
    checkpoints = HeldTurns.of("checkpoints");
    TestClient agent = Api.agent(Api.sponsor()).register();
    agent.token("read", Api.ORDERS);
    agent.token("write", Api.ORDERS);
    List<Integer> indexes = Trail.await(3, "agent=" + agent.id());
    first = indexes.getFirst();
    assertEquals(first + 2, (long) indexes.getLast(), "neighbours");
    pool.query("create table kept_event as select * from ledger_event where " + rows())
        .executeAndAwait();
    pool.query("create table kept_tile as select * from ledger_tile").executeAndAwait();
  }

  @AfterEach
  void asItWas() {
    tamper(
        "delete from ledger_event where " + rows(),
        "insert into ledger_event overriding system value select * from kept_event",
        "update ledger_tile t set hashes = k.hashes || substring(t.hashes from length(k.hashes) + 1)"
            + " from kept_tile k where (k.level, k.index) = (t.level, t.index)",
        "drop table kept_event",
        "drop table kept_tile");
    assertTrue(lines().stream().allMatch(Line::agrees));
    checkpoints.close();
  }

  @Test
  void anEditOfAnyColumnShows() {
    for (String edit :
        List.of(
            "at = at + interval '1 microsecond'",
            "type = 'token_refused'",
            "actor = actor || ' '",
            "agent = agent + 1",
            "sponsor = null",
            "node = 0",
            "path = path || array['x']",
            "jti = null",
            "code_root = ''",
            "target = 'https://elsewhere.example'",
            "decision = 'refused'",
            "reason = ''",
            "detail = detail || '{\"scope\": \"admin\"}'",
            "detail = detail - 'scope'",
            "detail = detail || '{\"exp\": 1}'",
            "detail = '[]'",
            "request_id = 'another'",
            "client_address = '192.0.2.1'",
            "schema_version = 2")) {
      tamper("update ledger_event set %s where %s".formatted(edit, row(1)));
      assertEquals(List.of(true, false, true), agreement(), edit);
      tamper(
          "delete from ledger_event where " + row(1),
          "insert into ledger_event overriding system value select * from kept_event e where "
              + row(1).replace("(xact, id)", "(e.xact, e.id)"));
    }
  }

  @Test
  void anEditWithItsOwnNewHashShows() {
    tamper("update ledger_event set reason = 'x', leaf_hash = sha256('x') where " + row(1));

    assertEquals(List.of(true, false, true), agreement());
  }

  @Test
  void aTileThatWasEditedShows() {
    tamper(
        "update ledger_tile set hashes = overlay(hashes placing sha256('x') from %d for 32) where level = 0 and index = %d"
            .formatted((first + 1) % 256 * 32 + 1, (first + 1) / 256));

    assertEquals(List.of(true, false, true), agreement());
  }

  @Test
  void aRowThatWasDeletedLeavesAGap() {
    tamper("delete from ledger_event where " + row(1));

    assertEquals(List.of(first, first + 2), indexes());
  }

  @Test
  void rowsThatWereSwappedShow() {
    tamper(
        """
        update ledger_event e set reason = o.reason, detail = o.detail, jti = o.jti, path = o.path,
          at = o.at, request_id = o.request_id, leaf_hash = o.leaf_hash
        from ledger_event o
        where ((e.xact, e.id) = (%1$s) and (o.xact, o.id) = (%2$s))
           or ((e.xact, e.id) = (%2$s) and (o.xact, o.id) = (%1$s))
        """
            .formatted(key(1), key(2)));

    assertEquals(List.of(true, false, false), agreement());
  }

  @Test
  void anEndThatWasCutOffShows() {
    tamper("delete from ledger_event where " + row(2));

    long end = lines().getLast().index();
    assertTrue(end >= first + 1);
    assertFalse(indexes().contains(first + 2), "the tree has a leaf where no row is any more");
    assertTrue(size() > first + 2);
  }

  private List<Boolean> agreement() {
    List<Line> three = lines().stream().limit(3).toList();
    assertEquals(List.of(first, first + 1, first + 2), three.stream().map(Line::index).toList());
    return three.stream().map(Line::agrees).toList();
  }

  private List<Long> indexes() {
    return lines().stream().map(Line::index).filter(index -> index <= first + 2).toList();
  }

  private List<Line> lines() {
    return Trail.lines("after=" + (first - 1));
  }

  private long size() {
    return pool.query("select size from ledger_tree")
        .executeAndAwait()
        .iterator()
        .next()
        .getLong(0);
  }

  private String rows() {
    return "(xact, id) in (select xact, id from ledger_leaf where index between %d and %d)"
        .formatted(first, first + 2);
  }

  private String row(int nth) {
    return "(xact, id) = (%s)".formatted(key(nth));
  }

  private String key(int nth) {
    return "select xact, id from ledger_leaf where index = " + (first + nth);
  }

  /** As the owner of the tables may: triggers are for mistakes, the tree is for intent. */
  private void tamper(String... statements) {
    List<String> all = new ArrayList<>(List.of(statements));
    all.addFirst("alter table ledger_event disable trigger user");
    all.add("alter table ledger_event enable trigger user");
    pool.withTransactionAndAwait(
        connection ->
            Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(statement -> connection.query(statement).execute())
                .collect()
                .last());
  }
}
