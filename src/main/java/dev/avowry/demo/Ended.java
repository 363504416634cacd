package dev.avowry.demo;

/** Ends the walk with a sentence. */
final class Ended extends RuntimeException {
  private static final long serialVersionUID = 1;

  Ended(String sentence) {
    super(sentence, null, false, false);
  }
}
