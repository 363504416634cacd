package dev.avowry.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One member of {@code Accept} or {@code Accept-Encoding}.
 *
 * @param name in lower case, without parameters
 * @param quality in thousandths; RFC 9110 §12.4.2
 */
record Preference(String name, int quality) {
  static final int EXCLUDED = 0;

  private static final int MOST = 1000;
  private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  /** The members in their order. A weight that cannot be read excludes what it stands with. */
  static List<Preference> list(String header) {
    List<Preference> preferences = new ArrayList<>();
    for (String member : header.split(",", -1)) {
      String[] parts = member.split(";", -1);
      String name = parts[0].strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        preferences.add(new Preference(name, weight(parts)));
      }
    }
    return preferences;
  }

  /** The weight of the first member whose name is meant. */
  static Optional<Integer> quality(List<Preference> preferences, Predicate<String> meant) {
    for (Preference each : preferences) {
      if (meant.test(each.name)) {
        return Optional.of(each.quality);
      }
    }
    return Optional.empty();
  }

  private static int weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        String value = parameter.substring(2);
        return WEIGHT.matcher(value).matches()
            ? (int) Math.round(Double.parseDouble(value) * MOST)
            : EXCLUDED;
      }
    }
    return MOST;
  }
}
