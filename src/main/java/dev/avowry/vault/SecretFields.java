package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is secret of a secret: texts by name. Does not show itself, nor does what is wrong with it.
 */
public final class SecretFields {
  /** A private key and its chain fit well, and what is sealed fits a request. */
  private static final int LONGEST = 48 * 1024;

  private static final int MOST = 20;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private final Map<String, String> values;

  private SecretFields(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /** The fields of a secret of that type, as somebody sent them; refused when they are not. */
  public static SecretFields of(SecretType type, Map<String, String> values) {
    require(
        !type.isOnlyUsed(), "a secret of the type %s is not made of fields".formatted(type.code()));
    return made(type, values);
  }

  /** The same of whatever type, as what uses it has made them. */
  public static SecretFields made(SecretType type, Map<String, String> values) {
    require(!values.isEmpty(), "fields must not be empty");
    require(values.size() <= MOST, "a secret has at most " + MOST + " fields");
    values.forEach(
        (name, value) -> {
          require(NAME.matcher(name).matches(), "a field's name is like " + NAME.pattern());
          require(!value.isEmpty(), "a field must not be empty: " + name);
        });
    type.fields()
        .forEach(
            name ->
                require(
                    values.containsKey(name),
                    "a secret of the type %s has the field %s".formatted(type.code(), name)));
    SecretFields fields = new SecretFields(values);
    require(
        fields.toBytes().length() <= LONGEST,
        "the fields are longer than " + LONGEST + " bytes together");
    return fields;
  }

  /** What {@link #toBytes} gave. */
  static SecretFields read(SecretBytes bytes) {
    JsonObject json = new JsonObject(new String(bytes.exposeSecret(), StandardCharsets.UTF_8));
    Map<String, String> values = new TreeMap<>();
    json.fieldNames().forEach(name -> values.put(name, json.getString(name)));
    return new SecretFields(values);
  }

  /** As it is sealed: one JSON object. */
  SecretBytes toBytes() {
    JsonObject json = new JsonObject();
    values.forEach(json::put);
    return SecretBytes.ofText(json.encode());
  }

  /** The values themselves: the one way out, named so that it can be searched for. */
  public Map<String, String> exposeSecret() {
    return Map.copyOf(values);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  /** Names are no secret. */
  @Override
  public String toString() {
    return "SecretFields" + values.keySet();
  }
}
