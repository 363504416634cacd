package dev.avowry.mcp;

import dev.avowry.kernel.Refusal;

/** A refusal as a model reads it: what is wrong, and what to do about it. */
public final class Advice {
  private Advice() {}

  /** The sentences. They say nothing that the same refusal would not say over HTTP. */
  public static String of(Refusal refusal) {
    return "%s: %s. %s"
        .formatted(refusal.reason().title(), refusal.detail(), whatToDo(refusal))
        .strip();
  }

  private static String whatToDo(Refusal refusal) {
    return switch (refusal.reason()) {
      case INVALID_REQUEST -> "Correct the arguments and call again.";
      case INSUFFICIENT_SCOPE, FORBIDDEN ->
          "Calling again does not help: identity.whoami tells what this token allows, and who"
              + " answers for you can give you more.";
      case CEILING_EXCEEDED, INVALID_SCOPE, INVALID_TARGET ->
          "Ask for less: identity.whoami tells what you have and what is left.";
      case NOT_FOUND -> "Look the id up again, or ask who answers for you to give you access.";
      case CONFLICT -> "Calling again does not help as long as that stands.";
      case TOO_MANY_REQUESTS -> "Wait a minute before you call again.";
      case TEMPORARILY_UNAVAILABLE -> "Nothing was done: call again in a few seconds.";
      case INVALID_TOKEN -> "Get another access token for this resource.";
      case TOO_LARGE -> "Ask for less at once.";
      default -> "";
    };
  }
}
