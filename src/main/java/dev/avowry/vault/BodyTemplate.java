package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A body with places for fields of a secret: {@code {{password}}}. It is filled in as what it is,
 * value by value, so that nothing in a field can become more than a value.
 *
 * @param form what it is
 * @param text with the places
 */
public record BodyTemplate(Form form, String text) {
  private static final int LONGEST = 4_096;
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z][a-z0-9_]{0,39})}}");

  /** What a body is. */
  public enum Form {
    JSON("application/json"),
    URLENCODED("application/x-www-form-urlencoded");

    private final String type;

    Form(String type) {
      this.type = type;
    }

    /** The media type. */
    public String type() {
      return type;
    }

    /** The form with this media type. */
    public static Optional<Form> of(String type) {
      return Arrays.stream(values()).filter(form -> form.type.equals(type)).findFirst();
    }
  }

  public BodyTemplate {
    require(text.length() <= LONGEST, "template is at most " + LONGEST + " characters");
    require(
        !places(form, text).isEmpty(),
        "template is an object of JSON, or a form, with a place for a field in a value");
  }

  /** The fields for which it has places. */
  public Set<String> fields() {
    return places(form, text);
  }

  /** The body with the fields in their places. */
  public String fill(Map<String, String> fields) {
    return filled(form, text, value -> replace(value, fields));
  }

  private static Set<String> places(Form form, String text) {
    Set<String> names = new TreeSet<>();
    try {
      filled(
          form,
          text,
          value -> {
            PLACE.matcher(value).results().forEach(place -> names.add(place.group(1)));
            return value;
          });
      return names;
    } catch (DecodeException | IllegalArgumentException malformed) {
      return Set.of();
    }
  }

  private static String filled(Form form, String text, UnaryOperator<String> value) {
    return switch (form) {
      case JSON -> object(new JsonObject(text), value).encode();
      case URLENCODED ->
          Arrays.stream(text.split("&", -1))
              .map(pair -> pair(pair, value))
              .collect(Collectors.joining("&"));
    };
  }

  private static JsonObject object(JsonObject from, UnaryOperator<String> value) {
    JsonObject to = new JsonObject();
    from.forEach(member -> to.put(member.getKey(), any(member.getValue(), value)));
    return to;
  }

  private static Object any(Object from, UnaryOperator<String> value) {
    return switch (from) {
      case String text -> value.apply(text);
      case JsonObject object -> object(object, value);
      case JsonArray array -> {
        JsonArray to = new JsonArray();
        array.forEach(each -> to.add(any(each, value)));
        yield to;
      }
      case null, default -> from;
    };
  }

  private static String pair(String pair, UnaryOperator<String> value) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String text =
        equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
    return name + '=' + URLEncoder.encode(value.apply(text), StandardCharsets.UTF_8);
  }

  private static String replace(String value, Map<String, String> fields) {
    return PLACE
        .matcher(value)
        .replaceAll(place -> Matcher.quoteReplacement(fields.getOrDefault(place.group(1), "")));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
