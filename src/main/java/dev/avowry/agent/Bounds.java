package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a requested ceiling may look like, before it is compared with the one above. */
public final class Bounds {
  private static final int MOST_VALUES = 200;

  private Bounds() {}

  /** A set of scope tokens. */
  public static Extent scopes(List<String> values) {
    bounded("scopes", values);
    values.forEach(Text::scope);
    return Extent.only(Set.copyOf(values));
  }

  /** A set of resource URIs. */
  public static Extent resources(List<String> values) {
    bounded("resources", values);
    values.forEach(value -> Text.uri("resources", value));
    return Extent.only(Set.copyOf(values));
  }

  /** A resource URI. */
  public static String resource(String value) {
    return Text.uri("resource", value);
  }

  /** What may be had in particular: none where nothing is said. */
  public static DetailExtent authorizationDetails(Optional<List<Map<String, Object>>> objects) {
    return objects
        .map(AuthorizationDetails::of)
        .map(DetailExtent::only)
        .orElseGet(DetailExtent::none);
  }

  /** Whose software an agent is. */
  public static String vendor(String value) {
    return Text.vendor(value);
  }

  /** A longest lifetime in seconds. */
  public static Duration maxTtl(int seconds) {
    return Duration.ofSeconds(within("max_ttl", seconds, 1, (int) Ceiling.LONGEST_TTL.toSeconds()));
  }

  /** How many levels below. */
  public static int maxDepth(int levels) {
    return within("max_depth", levels, 0, Ceiling.DEEPEST);
  }

  /** How many direct children. */
  public static int maxChildren(int count) {
    return within("max_children", count, 0, Ceiling.WIDEST);
  }

  static Refused refused(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }

  private static void bounded(String member, List<String> values) {
    if (values.size() > MOST_VALUES) {
      throw refused(member + " has more than " + MOST_VALUES + " values");
    }
  }

  private static int within(String member, int value, int least, int most) {
    if (value < least || value > most) {
      throw refused("%s must be from %d to %d".formatted(member, least, most));
    }
    return value;
  }
}
