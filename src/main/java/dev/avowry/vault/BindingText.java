package dev.avowry.vault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Bindings as they are kept, where the text is part of what a version is sealed for. */
public final class BindingText {
  /** Of the form; another one has another number. */
  private static final int FORMAT = 1;

  private BindingText() {}

  static String write(List<Binding> all) {
    JsonArray items = new JsonArray();
    all.forEach(binding -> items.add(write(binding)));
    return new JsonObject().put("format", FORMAT).put("bindings", items).encode();
  }

  static List<Binding> read(String text) {
    JsonObject json = new JsonObject(text);
    if (json.getInteger("format") != FORMAT) {
      throw new IllegalStateException("bindings have a format of a later version");
    }
    return json.getJsonArray("bindings").stream()
        .map(JsonObject.class::cast)
        .map(item -> new Binding(destination(item), injection(item.getJsonObject("inject"))))
        .toList();
  }

  /** Destinations by themselves. */
  public static String writeAll(List<Destination> destinations) {
    return new JsonArray(destinations.stream().map(BindingText::write).toList()).encode();
  }

  /** What {@link #writeAll} gave. */
  public static List<Destination> readAll(String text) {
    return new JsonArray(text)
        .stream().map(JsonObject.class::cast).map(BindingText::destination).toList();
  }

  private static JsonObject write(Destination to) {
    JsonObject json = new JsonObject().put("origin", to.origin());
    to.path().ifPresent(path -> json.put("path", path));
    if (!to.methods().isEmpty()) {
      json.put("methods", new JsonArray(to.methods().stream().sorted().toList()));
    }
    return json;
  }

  private static Destination destination(JsonObject json) {
    Set<String> methods =
        json.getJsonArray("methods", new JsonArray()).stream()
            .map(String.class::cast)
            .collect(Collectors.toSet());
    return new Destination(json.getString("origin"), text(json, "path"), methods);
  }

  private static JsonObject write(Binding binding) {
    return write(binding.to()).put("inject", write(binding.by()));
  }

  private static JsonObject write(Injection injection) {
    JsonObject json = new JsonObject();
    switch (injection) {
      case Injection.Header(String name, String prefix, String field) ->
          json.put("as", "header").put("name", name).put("prefix", prefix).put("field", field);
      case Injection.Bearer(String field) -> json.put("as", "bearer").put("field", field);
      case Injection.Basic(Optional<String> userField, Optional<String> field) -> {
        json.put("as", "basic");
        userField.ifPresent(name -> json.put("user_field", name));
        field.ifPresent(name -> json.put("field", name));
      }
      case Injection.Query(String name, String field) ->
          json.put("as", "query").put("name", name).put("field", field);
      case Injection.Body(BodyTemplate(BodyTemplate.Form form, String text)) ->
          json.put("as", "body").put("content_type", form.type()).put("template", text);
    }
    return json;
  }

  private static Injection injection(JsonObject json) {
    return switch (json.getString("as")) {
      case "header" ->
          new Injection.Header(
              json.getString("name"), json.getString("prefix"), json.getString("field"));
      case "bearer" -> new Injection.Bearer(json.getString("field"));
      case "basic" -> new Injection.Basic(text(json, "user_field"), text(json, "field"));
      case "query" -> new Injection.Query(json.getString("name"), json.getString("field"));
      case "body" ->
          new Injection.Body(
              new BodyTemplate(
                  BodyTemplate.Form.of(json.getString("content_type")).orElseThrow(),
                  json.getString("template")));
      default -> throw new IllegalStateException("bindings have a kind of a later version");
    };
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.ofNullable(json.getString(name));
  }
}
