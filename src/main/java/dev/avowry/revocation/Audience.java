package dev.avowry.revocation;

/** Those who read the stream at this replica. */
public interface Audience {
  /** Whether nobody reads; then nothing needs to be signed. */
  boolean isEmpty();

  /**
   * Sends the event to everyone, after all that was sent before. Waits for nobody: who does not
   * take it in time is dropped.
   */
  void tell(StreamEvent event);
}
