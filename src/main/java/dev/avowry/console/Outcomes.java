package dev.avowry.console;

import dev.avowry.audit.Recorded;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import dev.avowry.revocation.Receipts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says, as often as asked, what has become of an order. */
@ApplicationScoped
public class Outcomes {
  private final Receipts receipts;
  private final History history;
  private final Clock clock;

  Outcomes(Receipts receipts, History history, Clock clock) {
    this.receipts = receipts;
    this.history = history;
    this.clock = clock;
  }

  /** Of the order with this entry; refused as {@link Receipts#of} refuses. */
  public Uni<Outcome> of(long seq, Predicate<List<NodeId>> reach) {
    return receipts
        .of(seq, reach)
        .chain(
            receipt ->
                history
                    .withdrawals(List.of(receipt.entry().id()), Span.BEGINNING)
                    .map(rows -> new Outcome(receipt, row(rows, seq), clock.instant())));
  }

  private static Optional<PlacedEvent> row(List<PlacedEvent> rows, long seq) {
    String wanted = Long.toString(seq);
    return rows.stream()
        .filter(row -> Recorded.of(row).get("seq").filter(wanted::equals).isPresent())
        .findFirst();
  }
}
