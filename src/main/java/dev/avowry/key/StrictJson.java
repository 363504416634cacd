package dev.avowry.key;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a JSON object that means the same to every reader: one value, UTF-8 without a mark, no
 * member twice, no lone surrogates, bounded depth and bounded numbers.
 */
final class StrictJson {
  /** Room for a chain of actors as deep as any that Avowry mints, far from exhausting a stack. */
  private static final int MAX_DEPTH = 32;

  /** 2^63 has 19 digits; a number written longer serves nobody. */
  private static final int MAX_NUMBER_LENGTH = 24;

  private static final int MAX_NAME_LENGTH = 1024;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /** The object that the bytes are; empty if they are anything else. */
  static Optional<ObjectNode> object(byte[] utf8) {
    try {
      return object(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** The object that the text is; empty if it is anything else. */
  static Optional<ObjectNode> object(String text) {
    return value(text).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  /** The array that the text is; empty if it is anything else. */
  static Optional<ArrayNode> array(String text) {
    return value(text).filter(ArrayNode.class::isInstance).map(ArrayNode.class::cast);
  }

  private static Optional<JsonNode> value(String text) {
    // Read from text and not from bytes: Jackson would guess UTF-16 and UTF-32 and skip a mark.
    if (text.isEmpty() || text.charAt(0) == '\uFEFF') {
      return Optional.empty();
    }
    try {
      JsonNode value = MAPPER.readTree(text);
      return isUnicode(text, value) ? Optional.of(value) : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  /** The members as a JSON object; whoever read them has already been strict. */
  static ObjectNode object(Map<String, ?> members) {
    return MAPPER.valueToTree(members);
  }

  /** Only an escape can smuggle half a character into well-formed UTF-8. */
  private static boolean isUnicode(String text, JsonNode parsed) {
    return !text.contains("\\u") || isUnicode(StandardCharsets.UTF_8.newEncoder(), parsed);
  }

  private static boolean isUnicode(CharsetEncoder encoder, JsonNode node) {
    return (!node.isTextual() || encoder.canEncode(node.textValue()))
        && node.propertyStream()
            .allMatch(
                member ->
                    encoder.canEncode(member.getKey()) && isUnicode(encoder, member.getValue()))
        && (!node.isArray() || node.valueStream().allMatch(item -> isUnicode(encoder, item)));
  }
}
