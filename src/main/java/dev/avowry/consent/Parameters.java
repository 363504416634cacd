package dev.avowry.consent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of an authorization request as they came, each once but {@code resource}.
 *
 * @param values by name; none is empty
 */
public record Parameters(Map<String, List<String>> values) {
  public Parameters {
    values = new LinkedHashMap<>(values);
  }

  /** The value of a parameter; empty when it is absent. */
  public Optional<String> get(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of a parameter. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The same without how the client proved itself, and whatever else is not kept. */
  Parameters without(String... names) {
    Map<String, List<String>> fewer = new LinkedHashMap<>(values);
    List.of(names).forEach(fewer::remove);
    return new Parameters(fewer);
  }

  /** The same with one value more. */
  Parameters with(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(values);
    more.put(name, List.of(value));
    return new Parameters(more);
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return "Parameters" + values.keySet();
  }
}
