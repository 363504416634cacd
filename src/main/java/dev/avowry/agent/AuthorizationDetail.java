package dev.avowry.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that may be done, RFC 9396 §2. A member that is not there is no limit: whoever hands it
 * on may add one, and may never leave one out.
 *
 * @param type what the other members mean, and to which resource server
 * @param members how far it goes, by name
 */
public record AuthorizationDetail(String type, Map<String, Limit> members) {
  /** RFC 9396 §2: the member that every object has. */
  static final String TYPE = "type";

  public AuthorizationDetail {
    members = Map.copyOf(members);
  }

  /** Whether this allows nothing that the other does not. */
  public boolean isWithin(AuthorizationDetail other) {
    return type.equals(other.type)
        && other.members.entrySet().stream()
            .allMatch(
                limit ->
                    members.containsKey(limit.getKey())
                        && members.get(limit.getKey()).isWithin(limit.getValue()));
  }

  /** What both allow; empty when that is nothing. */
  public Optional<AuthorizationDetail> meet(AuthorizationDetail other) {
    if (!type.equals(other.type)) {
      return Optional.empty();
    }
    Map<String, Limit> both = new TreeMap<>(members);
    for (Map.Entry<String, Limit> limit : other.members.entrySet()) {
      Limit own = members.getOrDefault(limit.getKey(), limit.getValue());
      Optional<Limit> met = own.meet(limit.getValue());
      if (met.isEmpty()) {
        return Optional.empty();
      }
      both.put(limit.getKey(), met.get());
    }
    return Optional.of(new AuthorizationDetail(type, both));
  }

  /** As JSON has it: the type, then the other members in the order of their names. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(TYPE, type);
    new TreeMap<>(members).forEach((name, limit) -> json.put(name, limit.toJson()));
    return json;
  }
}
