package dev.avowry.canary;

/** What is known of a verifier after a run. Only {@link Refused} says that it has closed. */
public sealed interface Verdict {
  /** The code on the wire and in the database. */
  default String code() {
    return switch (this) {
      case Refused any -> "refused";
      case NeverRefused any -> "never_refused";
      case NotLetIn any -> "not_let_in";
      case Unreachable any -> "unreachable";
    };
  }

  /** It let the token in, and refused it once its root was ended. */
  record Refused(Passage passage) implements Verdict {}

  /** It still let the dead token in when the patience was over: an alarm. */
  record NeverRefused() implements Verdict {}

  /**
   * It did not let the token in while it was alive, so that its refusal says nothing.
   *
   * @param why in a few words
   */
  record NotLetIn(String why) implements Verdict {}

  /**
   * It could not be asked, before or after, so that nothing is known of it.
   *
   * @param why in a few words
   */
  record Unreachable(String why) implements Verdict {}
}
