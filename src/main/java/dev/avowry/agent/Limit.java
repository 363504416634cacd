package dev.avowry.agent;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far one member of an authorization detail goes. What it looks like says how it is narrowed,
 * so that nobody has to be asked: an array of strings by leaving some out, a number by a smaller
 * one, a string not at all.
 */
public sealed interface Limit {
  /**
   * One of these, and nothing else.
   *
   * @param values at least one
   */
  record OneOf(Set<String> values) implements Limit {
    public OneOf {
      values = Set.copyOf(values);
    }
  }

  /** This, character by character. */
  record Exactly(String value) implements Limit {}

  /** Not more than this: two that are as large are equal, however they were written. */
  record AtMost(BigDecimal value) implements Limit {
    public AtMost {
      BigDecimal shortest = value.stripTrailingZeros();
      value = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
  }

  /** Whether this allows nothing that the other does not. Two that look different never compare. */
  default boolean isWithin(Limit other) {
    return switch (this) {
      case OneOf(Set<String> values) ->
          other instanceof OneOf(Set<String> most) && most.containsAll(values);
      case Exactly exactly -> exactly.equals(other);
      case AtMost(BigDecimal value) ->
          other instanceof AtMost(BigDecimal most) && value.compareTo(most) <= 0;
    };
  }

  /** What both allow; empty when that is nothing. */
  default Optional<Limit> meet(Limit other) {
    if (this instanceof OneOf(Set<String> some) && other instanceof OneOf(Set<String> others)) {
      Set<String> both = new TreeSet<>(some);
      both.retainAll(others);
      return Optional.<Limit>of(new OneOf(both)).filter(any -> !both.isEmpty());
    }
    if (isWithin(other)) {
      return Optional.of(this);
    }
    return other.isWithin(this) ? Optional.of(other) : Optional.empty();
  }

  /** As JSON has it: a list in order, a string or a number. */
  default Object toJson() {
    return switch (this) {
      case OneOf(Set<String> values) -> values.stream().sorted().toList();
      case Exactly(String value) -> value;
      case AtMost(BigDecimal value) -> value;
    };
  }
}
