package dev.avowry.audit;

/** A file is not what it should be, so that nothing can be said of what it holds. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  Unreadable(String sentence) {
    super(sentence);
  }

  Unreadable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
