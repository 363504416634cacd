package dev.avowry.ledger;

/** What became of a {@link Proposal}. Only {@link Recorded} allows a signature. */
public sealed interface Outcome {
  /**
   * The row is durable.
   *
   * @param fence the highest entry that the transaction saw; it travels in the token
   */
  record Recorded(Fence fence) implements Outcome {}

  /**
   * Something that may be used once was used before. Nothing was recorded as issued.
   *
   * @param claim which
   */
  record Replayed(SingleUse claim) implements Outcome {}

  /**
   * A revocation came first. Nothing was recorded as issued, nothing was used up.
   *
   * @param hold what no longer stands
   */
  record Broken(Hold hold) implements Outcome {}
}
