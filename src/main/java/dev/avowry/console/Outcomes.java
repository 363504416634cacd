package dev.avowry.console;

import dev.avowry.audit.Recorded;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import dev.avowry.revocation.Receipts;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

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

  /**
   * Of the order with this entry; refused as {@link Receipts#of} refuses, and when it was given
   * while somebody else answered for what it ended.
   */
  public Uni<Outcome> of(long seq, Caller by) {
    return receipts
        .of(seq, by::reaches)
        .chain(
            receipt ->
                history
                    .withdrawals(List.of(receipt.entry().id()), Span.BEGINNING)
                    .map(rows -> row(rows, seq))
                    .invoke(row -> row.ifPresent(it -> requireOwn(it, by)))
                    .map(row -> new Outcome(receipt, row, clock.instant())));
  }

  private static Optional<PlacedEvent> row(List<PlacedEvent> rows, long seq) {
    String wanted = Long.toString(seq);
    return rows.stream()
        .filter(row -> Recorded.of(row).get("seq").filter(wanted::equals).isPresent())
        .findFirst();
  }

  private static void requireOwn(PlacedEvent row, Caller by) {
    if (by.limit().isPresent() && !row.line().sponsor().equals(by.limit())) {
      throw Refusal.refused(
          Reason.NOT_FOUND, "there is no receipt for that, or it is not yours to know of");
    }
  }
}
