package dev.avowry.mcp;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a tool is called with, once its form has been found to be in order. */
public final class Arguments {
  /** How all of them together are called in a sentence. */
  static final String ALL = "arguments";

  private final Map<String, Object> values;

  private Arguments(Map<String, Object> values) {
    this.values = values;
  }

  /** They; refused with a sentence that names what is wrong. */
  static Arguments of(Schema.Struct form, Map<String, Object> given) {
    form.flaw(ALL, given)
        .ifPresent(
            flaw -> {
              throw invalid(flaw);
            });
    return new Arguments(new HashMap<>(given));
  }

  String text(String name) {
    return maybeText(name).orElseThrow();
  }

  Optional<String> maybeText(String name) {
    return value(name, String.class);
  }

  boolean flag(String name) {
    return value(name, Boolean.class).orElse(false);
  }

  Optional<Integer> maybeWhole(String name) {
    return value(name, Number.class).map(Number::intValue);
  }

  NodeId id(String name) {
    return NodeId.parse(text(name))
        .orElseThrow(() -> invalid(name + " is not an id: 11 characters"));
  }

  Optional<Instant> maybeTime(String name) {
    return maybeText(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException malformed) {
                throw invalid(name + " must be a time as in 2030-01-31T12:00:00Z");
              }
            });
  }

  Optional<List<String>> texts(String name) {
    return value(name, List.class)
        .map(all -> ((List<?>) all).stream().map(String.class::cast).toList());
  }

  /** An object that somebody else reads. */
  @SuppressWarnings("unchecked") // a JSON object has strings for names
  Map<String, Object> object(String name) {
    return (Map<String, Object>) value(name, Map.class).orElseThrow();
  }

  Optional<Arguments> maybe(String name) {
    return value(name, Map.class).isPresent()
        ? Optional.of(new Arguments(object(name)))
        : Optional.empty();
  }

  /** An object of nothing but texts. */
  Optional<Map<String, String>> named(String name) {
    return maybe(name)
        .map(
            all -> {
              Map<String, String> texts = new HashMap<>();
              all.values.forEach((key, value) -> texts.put(key, (String) value));
              return texts;
            });
  }

  private <T> Optional<T> value(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(type::cast);
  }

  static Refused invalid(String flaw) {
    return Refusal.refused(Reason.INVALID_REQUEST, flaw);
  }

  /** Shows none of them: there may be secrets among them. */
  @Override
  public String toString() {
    return "Arguments" + values.keySet();
  }
}
