package dev.avowry.audit;

/** A file is not what it should be, so that nothing can be said of what it holds. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  /** Says what is wrong with the file. */
  public Unreadable(String sentence) {
    super(sentence);
  }

  /** Says what is wrong with the file, and what went wrong in reading or writing it. */
  public Unreadable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
