package dev.avowry.ledger;

/**
 * A reading that has lost nothing as long as its hold stands. It may lack what was added since.
 *
 * @param <T> the reading itself
 */
public interface Fenced<T> {
  /** Everything it depends on, as of the fence at which it was read or last confirmed. */
  Hold hold();

  /** The same, known to have stood as of a later fence. */
  T confirmed(Fence fence);
}
