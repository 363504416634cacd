package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetail;
import dev.avowry.agent.Limit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a human is told of an authorization detail: words of an administrator, and between braces
 * the names of members. It is text and nothing else; what a client wrote stays apart from it.
 *
 * @param text such as <code>pay up to {amount} {currency} to {identifier}</code>
 */
public record Sentence(String text) {
  private static final Pattern MEMBER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]{0,63})}");

  /** What is said of a member that is no limit. */
  private static final String ANY = "any";

  /**
   * A part of what is said.
   *
   * @param isValue whether it is the client's, and not the administrator's
   */
  public record Part(String text, boolean isValue) {}

  /** The members that it names. */
  Set<String> members() {
    Set<String> names = new LinkedHashSet<>();
    MEMBER.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** Whether every brace belongs to a name. */
  boolean isWellFormed() {
    String words = MEMBER.matcher(text).replaceAll("");
    return words.indexOf('{') < 0 && words.indexOf('}') < 0;
  }

  /** The sentence for a detail. */
  public List<Part> of(AuthorizationDetail detail) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = MEMBER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      words(parts, text.substring(end, matcher.start()));
      parts.add(
          Optional.ofNullable(detail.members().get(matcher.group(1)))
              .map(limit -> new Part(words(limit), true))
              .orElseGet(() -> new Part(ANY, false)));
      end = matcher.end();
    }
    words(parts, text.substring(end));
    return parts;
  }

  private static void words(List<Part> parts, String words) {
    if (!words.isEmpty()) {
      parts.add(new Part(words, false));
    }
  }

  /** A limit as it is read. */
  public static String words(Limit limit) {
    return switch (limit) {
      case Limit.OneOf(Set<String> values) -> String.join(", ", values.stream().sorted().toList());
      case Limit.Exactly(String value) -> value;
      case Limit.AtMost(BigDecimal value) -> value.toPlainString();
    };
  }
}
