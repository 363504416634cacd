package dev.avowry.audit;

import dev.avowry.ledger.PlacedEvent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The detail of a row, by the names of {@code src/docs/ledger.md}. */
public final class Recorded {
  private final JsonObject detail;

  private Recorded(JsonObject detail) {
    this.detail = detail;
  }

  /** Of a row, whatever became of it: detail that is no object has no members. */
  public static Recorded of(PlacedEvent row) {
    try {
      return new Recorded(new JsonObject(row.line().detail()));
    } catch (DecodeException edited) {
      return new Recorded(new JsonObject());
    }
  }

  /** A member; empty when the record does not have it. */
  public Optional<String> get(String name) {
    return detail.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A member that is a set of words; empty when the record does not have it. */
  public Optional<Set<String>> words(String name) {
    return get(name).map(text -> split(text, " "));
  }

  /** A member that is a set of lines; empty when the record does not have it. */
  Optional<Set<String>> lines(String name) {
    return get(name).map(text -> split(text, "\n"));
  }

  /** A member that is authorization details; empty when the record does not have it. */
  public Optional<List<Map<String, Object>>> details(String name) {
    try {
      return get(name)
          .map(
              text ->
                  new JsonArray(text)
                      .stream()
                          .filter(JsonObject.class::isInstance)
                          .map(item -> ((JsonObject) item).getMap())
                          .toList());
    } catch (DecodeException edited) {
      return Optional.empty();
    }
  }

  private static Set<String> split(String text, String separator) {
    return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(separator, -1)));
  }
}
