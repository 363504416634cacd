package dev.avowry.vault;

import dev.avowry.ledger.SingleUse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is done with a secret for somebody.
 *
 * @param detail what the ledger says of it besides the version; never of what is secret
 * @param use what is used up by it; empty when nothing is
 * @param instead what is done when that was used up before: something else, or a refusal
 * @param result what is theirs once it is durable
 */
public record Deed<T>(
    Map<String, String> detail, Optional<SingleUse> use, Supplier<Deed<T>> instead, T result) {
  /** The member of the detail by which deeds of one purpose are numbered, where they are. */
  public static final String NUMBER = "number";

  public Deed {
    detail = Map.copyOf(detail);
  }

  /** Something that may be done any number of times. */
  public static <T> Deed<T> of(Map<String, String> detail, T result) {
    return new Deed<>(
        detail,
        Optional.empty(),
        () -> {
          throw new IllegalStateException("nothing was used up");
        },
        result);
  }

  /** Something that is done once. */
  public static <T> Deed<T> once(
      SingleUse use, Map<String, String> detail, T result, Supplier<Deed<T>> instead) {
    return new Deed<>(detail, Optional.of(use), instead, result);
  }
}
