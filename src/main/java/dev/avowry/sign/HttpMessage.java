package dev.avowry.sign;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request over HTTP as far as it is signed: its method, where it goes, and its fields.
 *
 * @param method case matters, RFC 9110 §9.1
 * @param fields by their names in lower case, all lines of one as one value; RFC 9421 §2.1
 */
public record HttpMessage(String method, RequestTarget target, Map<String, String> fields) {
  private static final int MOST_FIELDS = 100;
  private static final int LONGEST_FIELDS = 16 * 1024;

  /** RFC 9110 §5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  /** Visible ASCII, with spaces and tabs; RFC 9421 §2.1 has no base for anything else. */
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  public HttpMessage {
    fields = Map.copyOf(fields);
  }

  /**
   * Checks what was given.
   *
   * @param headers several lines of one name are one value, joined by commas
   */
  public static HttpMessage of(String method, String url, Map<String, String> headers) {
    require(TOKEN.matcher(method).matches(), "http.method is not a method");
    require(headers.size() <= MOST_FIELDS, "http.headers has more than " + MOST_FIELDS + " names");
    Map<String, String> fields = new HashMap<>();
    int length = 0;
    for (var header : headers.entrySet()) {
      String name = header.getKey();
      require(TOKEN.matcher(name).matches(), "http.headers has a name that is none");
      String value = header.getValue();
      require(
          VALUE.matcher(value).matches(), "http.headers has a value that is not a line of ASCII");
      String before = fields.put(name.toLowerCase(Locale.ROOT), value.strip());
      require(before == null, "http.headers has a name twice");
      length += name.length() + value.length();
    }
    require(length <= LONGEST_FIELDS, "http.headers is longer than " + LONGEST_FIELDS + " bytes");
    return new HttpMessage(method, RequestTarget.of(url), fields);
  }

  /** The field, if the message has it. */
  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The same message with one field more. */
  HttpMessage with(String name, String value) {
    Map<String, String> more = new HashMap<>(fields);
    more.put(name, value);
    return new HttpMessage(method, target, more);
  }

  /** The value of a component; refused where the message has none, or it is not known. */
  String value(Member.Item component) {
    String name = component.text().orElseThrow(() -> unknown(component));
    return name.startsWith("@") ? derived(name, component) : ofField(name, component);
  }

  /** RFC 9421 §2.2. */
  private String derived(String name, Member.Item component) {
    if (name.equals("@query-param")) {
      return target.parameter(only(component, "name"));
    }
    requireParameters(component, Set.of());
    return switch (name) {
      case "@method" -> method;
      case "@target-uri" -> target.uri();
      case "@authority" -> target.authority();
      case "@scheme" -> target.scheme();
      case "@request-target" -> target.requestTarget();
      case "@path" -> target.path();
      case "@query" -> target.query();
      default -> throw unknown(component);
    };
  }

  /** RFC 9421 §2.1 and §2.1.2. */
  private String ofField(String name, Member.Item component) {
    if (!TOKEN.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
      throw unknown(component);
    }
    String value =
        field(name)
            .orElseThrow(() -> refused("%s is covered and not there".formatted(component.write())));
    return component.parameters().isEmpty() ? value : member(value, only(component, "key"));
  }

  private static String member(String field, String key) {
    return FieldReader.dictionary(field)
        .flatMap(members -> Optional.ofNullable(members.get(key)))
        .map(Member::write)
        .orElseThrow(() -> refused("a covered member of a dictionary is not there"));
  }

  private static String only(Member.Item component, String parameter) {
    requireParameters(component, Set.of(parameter));
    return component.parameters().get(parameter) instanceof Bare.Text(String text)
        ? text
        : unknownText(component);
  }

  private static void requireParameters(Member.Item component, Set<String> names) {
    if (!component.parameters().keySet().equals(names)) {
      throw unknown(component);
    }
  }

  private static String unknownText(Member.Item component) {
    throw unknown(component);
  }

  private static RuntimeException unknown(Member.Item component) {
    return refused("%s is no component that can be signed here".formatted(component.write()));
  }

  private static RuntimeException refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, why);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  /** Shows neither fields nor query, in which credentials may be. */
  @Override
  public String toString() {
    return "HttpMessage[" + method + " " + target.authority() + "]";
  }
}
