package dev.avowry.provenance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of domains, in small letters and without a last dot. */
final class DomainNames {
  /** RFC 1035 §2.3.4, with the underscore that names of records have. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+"
              + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private DomainNames() {}

  /** The name, if it is one, with two labels at the least. */
  static Optional<String> read(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return Optional.of(name.toLowerCase(Locale.ROOT)).filter(it -> FORM.matcher(it).matches());
  }

  /** Whether a name is that domain's or below it. */
  static boolean isWithin(String name, String domain) {
    return name.equals(domain) || name.endsWith("." + domain);
  }

  static List<String> labels(String name) {
    return List.of(name.split("\\.", -1));
  }

  /** So many of its last labels. */
  static String last(String name, int count) {
    List<String> labels = labels(name);
    return String.join(".", labels.subList(Math.max(0, labels.size() - count), labels.size()));
  }
}
