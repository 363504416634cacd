package dev.avowry.consent.store;

import dev.avowry.consent.Parameters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a request as they are kept: an object of lists. */
final class ParametersJson {
  private ParametersJson() {}

  static JsonObject of(Parameters asked) {
    JsonObject json = new JsonObject();
    asked.values().forEach((name, values) -> json.put(name, new JsonArray(values)));
    return json;
  }

  static Parameters read(JsonObject json) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String name : json.fieldNames()) {
      values.put(name, json.getJsonArray(name).stream().map(Object::toString).toList());
    }
    return new Parameters(values);
  }
}
