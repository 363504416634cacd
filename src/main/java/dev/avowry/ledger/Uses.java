package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;

/** What was used, for whoever has to know it and uses nothing. */
public interface Uses {
  /** Whether it was used, as long as that is not forgotten. Outside of any transaction. */
  Uni<Boolean> has(SingleUse use);
}
