package dev.avowry.approval;

import dev.avowry.kernel.ApprovalId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps whom to tell; each method joins the transaction that is under way. */
public interface NoticeStore {
  /** Keeps one that is not due yet. */
  Uni<Void> promise(Notice notice);

  /** It is due from then on; nothing when nobody is to be told. */
  Uni<Void> isDue(ApprovalId request, Instant at);

  /**
   * Takes those that are due and that no other replica has, and puts them off by the pause, twice
   * as long each time.
   */
  Uni<List<Notice>> take(Instant now, Duration pause, int most);

  /** It need not be told any more. */
  Uni<Void> forget(ApprovalId request);
}
