package dev.avowry.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a JSON object, each read as the one type that was asked for and never converted: a
 * number in quotes is no number, a single string is no list.
 *
 * <p>A member of another type reads as absent; {@link #has} tells the two apart. The registered
 * claims of a JWT cannot be of another type: {@link CompactJwt} refuses such a token.
 */
public final class Claims {
  /** The last second of the year 9999; what lies beyond is milliseconds taken for seconds. */
  static final long MAX_NUMERIC_DATE = 253_402_300_799L;

  private final ObjectNode members;

  Claims(ObjectNode members) {
    this.members = members;
  }

  /** The members of the object that the text is; empty if it is anything else. */
  public static Optional<Claims> parse(String json) {
    return StrictJson.object(json).map(Claims::new);
  }

  /** The objects of the array that the text is; empty if it is anything else. */
  public static Optional<List<Claims>> parseArray(String json) {
    return StrictJson.array(json)
        .filter(array -> array.valueStream().allMatch(JsonNode::isObject))
        .map(array -> array.valueStream().map(each -> new Claims((ObjectNode) each)).toList());
  }

  /** The members of a body that has been read already. */
  public static Claims of(Map<String, ?> members) {
    return new Claims(StrictJson.object(members));
  }

  /** Whether the member is there, of whatever type. */
  public boolean has(String name) {
    return members.has(name);
  }

  /** The names of all members. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    members.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The member as a string. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** The member as a number without a fraction that fits 64 bits. */
  public Optional<Long> number(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(JsonNode::isIntegralNumber)
        .filter(JsonNode::canConvertToLong)
        .map(JsonNode::longValue);
  }

  /** The member as a number, with or without a fraction, that is not infinite. */
  public Optional<BigDecimal> decimal(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(JsonNode::isNumber)
        .filter(number -> Double.isFinite(number.doubleValue()))
        .map(JsonNode::decimalValue);
  }

  /** The member as a truth value. */
  public Optional<Boolean> truth(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(JsonNode::isBoolean)
        .map(JsonNode::booleanValue);
  }

  /** The member as a NumericDate of whole seconds from 1970 to the year 9999; RFC 7519 §2. */
  public Optional<Instant> time(String name) {
    return number(name)
        .filter(seconds -> seconds >= 0 && seconds <= MAX_NUMERIC_DATE)
        .map(Instant::ofEpochSecond);
  }

  /** The member as an array of nothing but strings. */
  public Optional<List<String>> list(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(JsonNode::isArray)
        .filter(array -> array.valueStream().allMatch(JsonNode::isTextual))
        .map(array -> array.valueStream().map(JsonNode::textValue).toList());
  }

  /** The member as an object. */
  public Optional<Claims> object(String name) {
    return members.get(name) instanceof ObjectNode object
        ? Optional.of(new Claims(object))
        : Optional.empty();
  }

  /** The member as an array of nothing but objects. */
  public Optional<List<Claims>> objects(String name) {
    return Optional.ofNullable(members.get(name))
        .filter(JsonNode::isArray)
        .filter(array -> array.valueStream().allMatch(JsonNode::isObject))
        .map(array -> array.valueStream().map(each -> new Claims((ObjectNode) each)).toList());
  }

  /** {@code aud}, which RFC 7519 §4.1.3 lets be one string or an array; empty when absent. */
  public List<String> audience() {
    return text("aud").map(List::of).or(() -> list("aud")).orElse(List.of());
  }

  /** The members as JSON text. */
  @Override
  public String toString() {
    return members.toString();
  }
}
