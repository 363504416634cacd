package dev.avowry.federation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a claim has to be: the same text, character by character, but that a segment written as
 * {@code *} is any one segment that is not empty. Segments are what {@code /} and {@code :} divide;
 * the dividing characters are compared as well, so that no star reaches over one.
 *
 * @param claim as the profile calls it
 * @param value 1 to 500 visible ASCII characters
 */
public record Condition(String claim, String value) {
  private static final String ANY = "*";
  private static final int LONGEST = 500;
  private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]{1," + LONGEST + "}");

  /** Before and after each dividing character. */
  private static final Pattern BORDER = Pattern.compile("(?<=[/:])|(?=[/:])");

  public Condition {
    if (!VISIBLE.matcher(value).matches()) {
      throw invalid("%s must have from 1 to %d visible characters".formatted(claim, LONGEST));
    }
    if (segments(value).stream().anyMatch(part -> part.contains(ANY) && !part.equals(ANY))) {
      throw invalid("in %s a * must stand for a whole segment between / or :".formatted(claim));
    }
  }

  /** Whether it is one text and no pattern. */
  boolean isExact() {
    return !value.contains(ANY);
  }

  /** Whether it says anything at all. */
  boolean isSelective() {
    return segments(value).stream()
        .anyMatch(part -> !part.equals(ANY) && !part.equals("/") && !part.equals(":"));
  }

  /** Whether the workload is of this kind; what it does not say is never what is asked for. */
  boolean holds(Workload workload) {
    String said = workload.values().get(claim);
    if (said == null) {
      return false;
    }
    List<String> wanted = segments(value);
    List<String> found = segments(said);
    if (wanted.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!fits(wanted.get(i), found.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(String wanted, String found) {
    boolean divides = found.isEmpty() || found.equals("/") || found.equals(":");
    return wanted.equals(found) || (wanted.equals(ANY) && !divides);
  }

  private static List<String> segments(String text) {
    return List.of(BORDER.split(text, -1));
  }

  private static RuntimeException invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, "conditions: " + detail);
  }
}
