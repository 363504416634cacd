package dev.avowry.vault;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON of HashiCorp Vault: an object of secrets by path, each the values themselves, or what {@code
 * vault kv get -format=json} says of version 1 or 2 of the engine.
 */
final class KeyValues {
  private KeyValues() {}

  static List<ImportItem> read(String content) {
    List<ImportItem> items = new ArrayList<>();
    JsonObject all = json(content);
    for (String path : all.fieldNames()) {
      String place = "item " + (items.size() + 1);
      if (!(all.getValue(path) instanceof JsonObject secret)) {
        throw ImportItem.refused(place, "there is no object of values at that path");
      }
      items.add(
          new ImportItem(place, path, SecretType.CUSTOM, fields(place, values(secret)), List.of()));
    }
    return items;
  }

  private static JsonObject json(String content) {
    try {
      return new JsonObject(content);
    } catch (DecodeException malformed) {
      throw ImportItem.refused("content", "it is not an object of JSON with secrets by path");
    }
  }

  /** As the API answers there is a request_id; version 2 has metadata beside the data. */
  private static JsonObject values(JsonObject secret) {
    if (!secret.containsKey("request_id")
        || !(secret.getValue("data") instanceof JsonObject data)) {
      return secret;
    }
    return data.getValue("metadata") instanceof JsonObject
            && data.getValue("data") instanceof JsonObject inner
        ? inner
        : data;
  }

  private static Map<String, String> fields(String place, JsonObject values) {
    Map<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, Object> each : values) {
      String name = each.getKey().toLowerCase(Locale.ROOT).replaceAll("[.-]", "_");
      String value =
          switch (each.getValue()) {
            case String text -> text;
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case null, default -> throw ImportItem.refused(place, "a value is no text");
          };
      if (!value.isEmpty() && fields.put(name, value) != null) {
        throw ImportItem.refused(place, "two names are one here: small letters, digits and _");
      }
    }
    return fields;
  }
}
