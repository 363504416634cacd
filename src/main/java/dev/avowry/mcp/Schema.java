package dev.avowry.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of a value: what is told of it as JSON Schema (2020-12) is what is held against it, so
 * that no bound is promised that is not kept.
 */
public sealed interface Schema {
  /** As JSON Schema. */
  Map<String, Object> toJson();

  /** What is wrong with a value, in words that name it; empty when nothing is. */
  Optional<String> flaw(String name, Object value);

  /**
   * Text.
   *
   * @param longest in characters, as Java counts them
   * @param form all of it has to match; empty for any
   * @param oneOf all that it may be; empty for anything
   */
  record Text(String about, int longest, Optional<Pattern> form, List<String> oneOf)
      implements Schema {
    public Text {
      oneOf = List.copyOf(oneOf);
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = Json.of("string", about);
      if (!oneOf.isEmpty()) {
        json.put("enum", oneOf);
        return json;
      }
      json.put("maxLength", longest);
      form.ifPresent(it -> json.put("pattern", "^(?:" + it.pattern() + ")$"));
      return json;
    }

    @Override
    public Optional<String> flaw(String name, Object value) {
      if (!(value instanceof String text)) {
        return Optional.of(name + " must be a text");
      }
      if (!oneOf.isEmpty()) {
        return Json.unless(
            oneOf.contains(text), name + " must be one of " + String.join(", ", oneOf));
      }
      if (text.length() > longest) {
        return Optional.of("%s is longer than %d characters".formatted(name, longest));
      }
      return form.filter(it -> !it.matcher(text).matches())
          .map(it -> name + " must look like " + it.pattern());
    }
  }

  /** A whole number. */
  record Whole(String about, long least, long most) implements Schema {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = Json.of("integer", about);
      json.put("minimum", least);
      json.put("maximum", most);
      return json;
    }

    @Override
    public Optional<String> flaw(String name, Object value) {
      boolean fits =
          (value instanceof Integer || value instanceof Long)
              && ((Number) value).longValue() >= least
              && ((Number) value).longValue() <= most;
      return Json.unless(
          fits, "%s must be a whole number from %d to %d".formatted(name, least, most));
    }
  }

  /** Yes or no. */
  record Flag(String about) implements Schema {
    @Override
    public Map<String, Object> toJson() {
      return Json.of("boolean", about);
    }

    @Override
    public Optional<String> flaw(String name, Object value) {
      return Json.unless(value instanceof Boolean, name + " must be true or false");
    }
  }

  /** Some of the same form. */
  record Many(String about, Schema each, int most) implements Schema {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = Json.of("array", about);
      json.put("items", each.toJson());
      json.put("maxItems", most);
      return json;
    }

    @Override
    public Optional<String> flaw(String name, Object value) {
      if (!(value instanceof List<?> items) || items.size() > most) {
        return Optional.of("%s must be a list of at most %d".formatted(name, most));
      }
      for (int i = 0; i < items.size(); i++) {
        Optional<String> flaw = each.flaw("%s[%d]".formatted(name, i), items.get(i));
        if (flaw.isPresent()) {
          return flaw;
        }
      }
      return Optional.empty();
    }
  }

  /** Members of any name, all of the same form. */
  record Named(String about, Schema each, int most) implements Schema {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = Json.of("object", about);
      json.put("additionalProperties", each.toJson());
      json.put("maxProperties", most);
      return json;
    }

    @Override
    public Optional<String> flaw(String name, Object value) {
      if (!(value instanceof Map<?, ?> members) || members.size() > most) {
        return Optional.of("%s must be an object of at most %d members".formatted(name, most));
      }
      return members.entrySet().stream()
          .flatMap(it -> each.flaw(name + "." + it.getKey(), it.getValue()).stream())
          .findFirst();
    }
  }

  /** Whatever an object has: somebody else knows what is in it. */
  record Open(String about) implements Schema {
    @Override
    public Map<String, Object> toJson() {
      return Json.of("object", about);
    }

    @Override
    public Optional<String> flaw(String name, Object value) {
      return Json.unless(value instanceof Map<?, ?>, name + " must be an object");
    }
  }

  /** These members and no others. */
  record Struct(String about, Map<String, Member> members) implements Schema {
    /** Keeps their order, by which models read them. */
    public Struct {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** A member that may be absent, or may not. */
    public record Member(Schema schema, boolean required) {}

    /** Without members. */
    public static Struct of(String about) {
      return new Struct(about, Map.of());
    }

    /** With one more, which has to be there. */
    public Struct with(String name, Schema schema) {
      return plus(name, new Member(schema, true));
    }

    /** With one more, which may be absent. */
    public Struct maybe(String name, Schema schema) {
      return plus(name, new Member(schema, false));
    }

    private Struct plus(String name, Member member) {
      Map<String, Member> more = new LinkedHashMap<>(members);
      more.put(name, member);
      return new Struct(about, more);
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = Json.of("object", about);
      Map<String, Object> properties = new LinkedHashMap<>();
      members.forEach((name, member) -> properties.put(name, member.schema().toJson()));
      json.put("properties", properties);
      json.put(
          "required",
          members.entrySet().stream()
              .filter(it -> it.getValue().required())
              .map(Map.Entry::getKey)
              .toList());
      json.put("additionalProperties", false);
      return json;
    }

    @Override
    public Optional<String> flaw(String name, Object value) {
      if (!(value instanceof Map<?, ?> given)) {
        return Optional.of(name + " must be an object");
      }
      Optional<String> unknown =
          given.keySet().stream()
              .map(String::valueOf)
              .filter(it -> !members.containsKey(it))
              .map(it -> "%s has a member that is not known: %s".formatted(name, Json.brief(it)))
              .findFirst();
      return unknown.or(
          () ->
              members.entrySet().stream()
                  .flatMap(it -> flaw(name, given, it.getKey(), it.getValue()).stream())
                  .findFirst());
    }

    private static Optional<String> flaw(String name, Map<?, ?> given, String key, Member member) {
      String inner = name.equals(Arguments.ALL) ? key : name + "." + key;
      Object value = given.get(key);
      if (value == null) {
        return Json.unless(
            !member.required() && !given.containsKey(key), inner + " is missing or null");
      }
      return member.schema().flaw(inner, value);
    }
  }
}
