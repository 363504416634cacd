package dev.avowry.key;

/** A sealed secret could not be opened. Nothing was changed; the message says what to look at. */
public final class SealBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SealBroken(String sentence) {
    super(sentence);
  }

  public SealBroken(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
