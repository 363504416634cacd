package dev.avowry.web.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much a reader wants a media type, by the narrowest range in {@code Accept} that has it; RFC
 * 9110 §12.5.1.
 *
 * @param quality in thousandths
 * @param narrowness 2 for the type itself, 1 for a range of subtypes, 0 for anything
 */
record AcceptedType(int quality, int narrowness) {
  /** Of two that are wanted alike, the one that was named is meant, not the one behind a star. */
  private static final Comparator<AcceptedType> WANTED =
      Comparator.comparingInt(AcceptedType::quality).thenComparingInt(AcceptedType::narrowness);

  /**
   * The representation that is wanted most, the earlier of two alike; none if none is accepted.
   *
   * @param mediaType what a representation is in
   */
  static <T> Optional<T> choose(
      @Nullable String accept, List<T> all, Function<T, String> mediaType) {
    if (accept == null || accept.isBlank() || accept.equals("*/*")) {
      return Optional.of(all.getFirst());
    }
    List<Preference> preferences = Preference.list(accept);
    Optional<T> best = Optional.empty();
    AcceptedType most = new AcceptedType(Preference.EXCLUDED, Integer.MAX_VALUE);
    for (T each : all) {
      AcceptedType wanted = of(mediaType.apply(each), preferences);
      if (WANTED.compare(wanted, most) > 0) {
        best = Optional.of(each);
        most = wanted;
      }
    }
    return best;
  }

  private static AcceptedType of(String mediaType, List<Preference> preferences) {
    String family = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    List<String> ranges = List.of("*/*", family, mediaType);
    for (int narrowness = ranges.size() - 1; narrowness >= 0; narrowness--) {
      Optional<Integer> quality = Preference.quality(preferences, ranges.get(narrowness)::equals);
      if (quality.isPresent()) {
        return new AcceptedType(quality.get(), narrowness);
      }
    }
    return new AcceptedType(Preference.EXCLUDED, 0);
  }
}
