package dev.avowry.verifier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, each read as the one type it must have. What is absent, {@code
 * null} or of another type is refused, never converted.
 *
 * @param otherwise the reason to give for it
 */
record Members(Map<String, @Nullable Object> values, Reason otherwise) {

  /** The end of the year 9999. A larger time is one in milliseconds. */
  private static final long LATEST_SECOND = 253_402_300_799L;

  boolean has(String name) {
    return values.containsKey(name);
  }

  String string(String name) throws Refusal {
    return text(name, values.get(name));
  }

  Optional<String> optionalString(String name) throws Refusal {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  /** A whole number of at least 0 that fits in 63 bits. */
  long number(String name) throws Refusal {
    if (values.get(name) instanceof Long number && number >= 0) {
      return number;
    }
    throw wrong(name, "a whole number");
  }

  /** A NumericDate (RFC 7519 §2) in whole seconds, the only way in which the issuer writes it. */
  Instant instant(String name) throws Refusal {
    long seconds = number(name);
    if (seconds > LATEST_SECOND) {
      throw wrong(name, "a time in seconds");
    }
    return Instant.ofEpochSecond(seconds);
  }

  Optional<Instant> optionalInstant(String name) throws Refusal {
    return has(name) ? Optional.of(instant(name)) : Optional.empty();
  }

  Members object(String name) throws Refusal {
    return members(name, values.get(name));
  }

  Optional<Members> optionalObject(String name) throws Refusal {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  List<Members> objects(String name) throws Refusal {
    List<Members> objects = new ArrayList<>();
    for (Object element : array(name)) {
      objects.add(members(name, element));
    }
    return List.copyOf(objects);
  }

  /** An array of at least one string. */
  List<String> strings(String name) throws Refusal {
    List<String> strings = new ArrayList<>();
    for (Object element : array(name)) {
      strings.add(text(name, element));
    }
    if (strings.isEmpty()) {
      throw wrong(name, "an array of at least one string");
    }
    return List.copyOf(strings);
  }

  /** One string, or an array of at least one, as {@code aud} may be (RFC 7519 §4.1.3). */
  List<String> stringOrStrings(String name) throws Refusal {
    return values.get(name) instanceof String ? List.of(string(name)) : strings(name);
  }

  private List<?> array(String name) throws Refusal {
    if (values.get(name) instanceof List<?> array) {
      return array;
    }
    throw wrong(name, "an array");
  }

  private String text(String name, @Nullable Object value) throws Refusal {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw wrong(name, "a string with something in it");
  }

  private Members members(String name, @Nullable Object value) throws Refusal {
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // StrictJson makes no other maps
      Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
      return new Members(object, otherwise);
    }
    throw wrong(name, "an object");
  }

  private Refusal wrong(String name, String expected) {
    return new Refusal(otherwise, name + " is not " + expected);
  }
}
