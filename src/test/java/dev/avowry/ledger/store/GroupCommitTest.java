package dev.avowry.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.SingleUse;
import dev.avowry.testing.AvowryTest;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one statement writes of a batch; there is one for batches that use up loans. */
@AvowryTest
class GroupCommitTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final NodeId NODE = new NodeId(42);

  @Inject GroupCommit commits;
  @Inject Pool pool;

  @Inject
  @ReactiveDataSource("minting")
  Pool minting;

  private final SingleUse proof = use(SingleUse.Kind.CLIENT_ASSERTION);
  private final SingleUse anotherProof = use(SingleUse.Kind.CLIENT_ASSERTION);
  private final SingleUse loan = use(SingleUse.Kind.REFRESH_TOKEN);

  @Nested
  class OfProofsAlone {
    @Test
    void whatIsFreshIsRecorded() {
      assertEquals(List.of("recorded", "recorded"), commit(token(proof), token(anotherProof)));
    }

    @Test
    void whatWasUsedBeforeIsRefusedAlone() {
      commit(token(proof));

      assertEquals(List.of(replayed(proof), "recorded"), commit(token(proof), token(anotherProof)));
    }

    @Test
    void whatIsRefusedLeavesNoRow() {
      commit(token(proof));
      TokenId refused = TokenId.of(UUID.randomUUID());
      TokenId recorded = TokenId.of(UUID.randomUUID());

      commit(token(refused, proof), token(recorded, anotherProof));

      assertEquals(List.of(0L, 1L), List.of(rows(refused), rows(recorded)));
      assertEquals(List.of(0L, 1L), List.of(liveTokens(refused), liveTokens(recorded)));
    }

    @Test
    void aProposalThatUsesNothingStands() {
      assertEquals(List.of("recorded", "recorded"), commit(token(), token(proof)));
    }
  }

  @Nested
  class WithALoan {
    @Test
    void theLoanIsUsedUpWithAFreshProof() {
      assertEquals(List.of("recorded"), commit(token(proof, loan)));
      assertEquals(List.of(replayed(loan)), commit(token(anotherProof, loan)));
    }

    @Test
    @DisplayName("a proof that was used before uses no loan up")
    void theLoanIsNotUsedUpWithAProofThatWasUsedBefore() {
      commit(token(proof));

      assertEquals(List.of(replayed(proof)), commit(token(proof, loan)));
      assertEquals(List.of("recorded"), commit(token(anotherProof, loan)));
    }

    @Test
    void whoUsesNoLoanIsNotConcerned() {
      SingleUse used = use(SingleUse.Kind.CLIENT_ASSERTION);
      commit(token(used));

      assertEquals(
          List.of("recorded", replayed(used), "recorded"),
          commit(token(proof, loan), token(used), token(anotherProof)));
    }

    @Test
    void whatIsRefusedLeavesNoRow() {
      commit(token(loan));
      TokenId refused = TokenId.of(UUID.randomUUID());
      TokenId recorded = TokenId.of(UUID.randomUUID());

      commit(token(refused, proof, loan), token(recorded, anotherProof));

      assertEquals(List.of(0L, 1L), List.of(rows(refused), rows(recorded)));
      assertEquals(List.of(0L, 1L), List.of(liveTokens(refused), liveTokens(recorded)));
    }

    @Test
    @DisplayName("a public client uses up a loan and nothing else")
    void theLoanMayBeAll() {
      assertEquals(List.of("recorded"), commit(token(loan)));
      assertEquals(List.of(replayed(loan), "recorded"), commit(token(loan), token(proof)));
    }
  }

  @Test
  @DisplayName("what was used before is looked for by its key, as many as there may come to be")
  void usesAreLookedForByTheirKey() {
    for (String statement : List.of(BatchRows.WRITE, BatchRows.WRITE_LENT)) {
      List<String> looks = plan(statement).stream().filter(GroupCommitTest::isOfUses).toList();

      assertFalse(looks.isEmpty());
      assertEquals(
          List.of(), looks.stream().filter(look -> !look.contains("(id = asked")).toList());
    }
  }

  /** How the present slot and the next are looked into: the condition follows the scan. */
  private static boolean isOfUses(String line) {
    return line.contains("Cond:") && line.contains("slot = ANY");
  }

  /** As it is made where nothing is known of the values. */
  private List<String> plan(String statement) {
    return StreamSupport.stream(
            minting.query("explain (generic_plan) " + statement).executeAndAwait().spliterator(),
            false)
        .map(row -> row.getString(0))
        .toList();
  }

  private List<String> commit(Proposal... proposals) {
    return commits.commit(List.of(proposals)).await().atMost(PATIENCE).stream()
        .map(GroupCommitTest::told)
        .toList();
  }

  private static String told(Arrival<Outcome> arrival) {
    return switch (arrival) {
      case Arrival.Safe<Outcome>(Outcome.Recorded(Fence _)) -> "recorded";
      case Arrival.Safe<Outcome>(Outcome.Replayed(SingleUse use)) -> replayed(use);
      case Arrival.Safe<Outcome>(Outcome.Broken broken) -> broken.toString();
      case Arrival.Lost<Outcome>(Throwable why) -> throw new AssertionError(why);
    };
  }

  private static String replayed(SingleUse use) {
    return "replayed " + use.kind() + " " + use.value();
  }

  private static SingleUse use(SingleUse.Kind kind) {
    return new SingleUse(
        kind, "holder", UUID.randomUUID().toString(), Instant.now().plusSeconds(60));
  }

  private static Proposal token(SingleUse... uses) {
    return token(TokenId.of(UUID.randomUUID()), uses);
  }

  private static Proposal token(TokenId jti, SingleUse... uses) {
    return Proposal.token(
        Arrays.asList(uses),
        List.of(),
        Event.of(EventType.TOKEN_ISSUED, "test", Origin.itself("test"))
            .onNode(NODE)
            .withToken(jti, List.of(NODE.toString())),
        Set.of("*"),
        Instant.now().plusSeconds(60));
  }

  private long rows(TokenId jti) {
    return count("select count(*) from ledger_event where jti = $1", jti.value());
  }

  private long liveTokens(TokenId jti) {
    return count("select count(*) from issued_token where jti = $1", jti.bits());
  }

  private long count(String sql, Object value) {
    return pool.preparedQuery(sql)
        .executeAndAwait(Tuple.of(value))
        .iterator()
        .next()
        .getLong("count");
  }
}
