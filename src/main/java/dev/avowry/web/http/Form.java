package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.FormText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of an {@code application/x-www-form-urlencoded} body, each present at most once.
 *
 * <p>RFC 6749 §3.2: parameters sent without a value are treated as omitted, and request parameters
 * must not be included more than once. Only those that an RFC calls repeatable may be.
 */
public final class Form {
  private static final int MAX_PARAMETERS = 64;

  private final Map<String, List<String>> parameters;

  private Form(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads the body; refused when it is not a form, or repeats a parameter that is not repeatable.
   */
  public static Form parse(String body, Set<String> repeatable) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    int count = 0;
    for (String pair : body.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > MAX_PARAMETERS) {
        throw invalid("there are more than " + MAX_PARAMETERS + " parameters");
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      List<String> values = parameters.computeIfAbsent(name, any -> new ArrayList<>());
      values.add(value);
      if (values.size() > 1 && !repeatable.contains(name)) {
        throw invalid("a parameter is repeated: " + shown(name));
      }
    }
    return new Form(parameters);
  }

  /** The value of a parameter; empty when it is absent or has no value. */
  public Optional<String> get(String name) {
    return all(name).stream().findFirst();
  }

  /** The value of a parameter that has to be there. */
  public String require(String name) {
    return get(name).orElseThrow(() -> invalid("the parameter is missing: " + name));
  }

  /** All values of a repeatable parameter. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of()).stream().filter(v -> !v.isEmpty()).toList();
  }

  /** Everything that has a value, by name. */
  public Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    parameters.keySet().stream()
        .filter(name -> !all(name).isEmpty())
        .forEach(name -> values.put(name, all(name)));
    return values;
  }

  private static String decode(String text) {
    return FormText.decoded(text).orElseThrow(() -> invalid("the body is not a well-formed form"));
  }

  private static String shown(String name) {
    return name.length() <= 40 && name.matches("[A-Za-z0-9_.-]+") ? name : "(unprintable name)";
  }

  private static RuntimeException invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
