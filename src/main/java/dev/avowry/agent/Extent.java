package dev.avowry.agent;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How much of something may be had: everything, or exactly what is named. An empty {@link Only} is
 * nothing, never everything.
 */
public sealed interface Extent {
  /** Everything: what a sponsor holds unless limited. */
  record Any() implements Extent {}

  /** Exactly these values, compared character by character. */
  record Only(Set<String> values) implements Extent {
    public Only {
      values = Set.copyOf(values);
    }
  }

  /** No limit. */
  static Extent any() {
    return new Any();
  }

  /** Exactly these. */
  static Extent only(Set<String> values) {
    return new Only(values);
  }

  /** As it is stored: the values, or nothing at all for no limit. */
  static Extent ofColumn(String @Nullable [] values) {
    return values == null ? any() : only(Set.of(values));
  }

  /** The values in order, as they are stored; null for no limit. */
  default String @Nullable [] toColumn() {
    return switch (this) {
      case Any any -> null;
      case Only only -> only.values().stream().sorted().toArray(String[]::new);
    };
  }

  /** Whether the value may be had. */
  default boolean covers(String value) {
    return switch (this) {
      case Any any -> true;
      case Only only -> only.values().contains(value);
    };
  }

  /** Whether everything that this allows, the other allows too. */
  default boolean isWithin(Extent other) {
    return switch (this) {
      case Any any -> other instanceof Any;
      case Only only -> only.values().stream().allMatch(other::covers);
    };
  }

  /** The same, and these as well. */
  default Extent with(Set<String> more) {
    return switch (this) {
      case Any any -> any;
      case Only only -> {
        Set<String> all = new TreeSet<>(only.values());
        all.addAll(more);
        yield new Only(all);
      }
    };
  }

  /** What either allows. */
  default Extent join(Extent other) {
    return switch (other) {
      case Any any -> any;
      case Only only -> with(only.values());
    };
  }

  /** What both allow. */
  default Extent meet(Extent other) {
    return switch (this) {
      case Any any -> other;
      case Only only -> {
        Set<String> both = new TreeSet<>(only.values());
        both.removeIf(value -> !other.covers(value));
        yield new Only(both);
      }
    };
  }
}
