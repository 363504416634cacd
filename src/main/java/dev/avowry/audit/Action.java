package dev.avowry.audit;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an agent says it did.
 *
 * @param action a word
 * @param resource on what
 * @param outcome how it went
 * @param at when, as the agent says
 * @param detail what else it tells
 * @param correlationId what ties it to the agent's own records
 * @param id by what it is known when it is told again
 */
public record Action(
    String action,
    String resource,
    Outcome outcome,
    Optional<Instant> at,
    Map<String, String> detail,
    Optional<String> correlationId,
    Optional<String> id) {
  private static final Pattern WORD = Pattern.compile("[a-z0-9_.:-]{1,64}");
  private static final int LONGEST_RESOURCE = 512;
  private static final int LONGEST_ID = 128;
  private static final int MOST_DETAIL = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DETAIL = 256;

  /** Control characters, and halves of characters. */
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cc}|\\p{Cs}");

  /** How it went. */
  public enum Outcome {
    SUCCEEDED,
    FAILED,
    REFUSED
  }

  /** Refuses what is out of bounds. */
  public Action {
    require(WORD.matcher(action).matches(), "action must be 1 to 64 of a-z 0-9 _ . : -");
    text("resource", resource, LONGEST_RESOURCE);
    correlationId.ifPresent(value -> text("correlation_id", value, LONGEST_ID));
    id.ifPresent(value -> text("id", value, LONGEST_ID));
    require(detail.size() <= MOST_DETAIL, "detail has more than " + MOST_DETAIL + " members");
    detail.forEach(
        (name, value) -> {
          text("the name of a member of detail", name, LONGEST_NAME);
          require(
              value.length() <= LONGEST_DETAIL && !UNPRINTABLE.matcher(value).find(),
              "a member of detail is longer than " + LONGEST_DETAIL + " or not text");
        });
    detail = Map.copyOf(detail);
  }

  /**
   * As the ledger keeps it; the agent's own members have a prefix, so that none passes for ours.
   */
  Map<String, String> recorded() {
    Map<String, String> recorded = new HashMap<>();
    detail.forEach((name, value) -> recorded.put("x_" + name, value));
    recorded.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
    at.ifPresent(when -> recorded.put("at", when.toString()));
    correlationId.ifPresent(value -> recorded.put("correlation_id", value));
    id.ifPresent(value -> recorded.put("id", value));
    return recorded;
  }

  private static void text(String member, String value, int longest) {
    require(
        !value.isBlank() && value.length() <= longest && !UNPRINTABLE.matcher(value).find(),
        member + " must be text of 1 to " + longest + " characters");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
