package dev.avowry.it;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A revocation list as it reads. */
record Listed(long seq, long from, List<JsonObject> entries, Map<Long, String> ids) {
  static Listed of(JsonObject list) {
    List<JsonObject> entries =
        list.getJsonArray("entries").stream().map(JsonObject.class::cast).toList();
    Map<Long, String> ids = new HashMap<>();
    entries.forEach(entry -> ids.put(entry.getLong("seq"), entry.getString("id")));
    return new Listed(list.getLong("seq"), list.getLong("from"), entries, ids);
  }

  /** The id that the entry names; nothing when the list has no such entry. */
  String id(long place) {
    return ids.getOrDefault(place, "");
  }

  /** Whether it has each number from the first to the last once. */
  boolean isGapless() {
    return ids.size() == entries.size()
        && entries.size() == seq - from + 1
        && ids.keySet().stream().allMatch(each -> each >= from && each <= seq);
  }

  /** For how many seconds the entry is kept that is kept the shortest. */
  long shortestKept() {
    return entries.stream()
        .mapToLong(entry -> entry.getLong("until") - entry.getLong("at"))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The last entry after a place that names the id; 0 when there is none. */
  long newestOf(String id, long place) {
    return entries.stream()
        .filter(entry -> entry.getString("id").equals(id))
        .mapToLong(entry -> entry.getLong("seq"))
        .filter(each -> each > place)
        .max()
        .orElse(0);
  }
}
