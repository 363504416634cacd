package dev.avowry.audit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON values one behind the other, each read in the one way that every reader reads it: UTF-8, no
 * member twice, everything bounded. Holds one value at a time.
 */
final class StrictValues implements AutoCloseable {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 24;

  /** Longer than any string in a row of the ledger, and than any note. */
  private static final int MAX_STRING_LENGTH = 256 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(MAX_STRING_LENGTH)
                  .build())
          .build();

  /** What stands for values that no row of the ledger has. */
  enum Foreign {
    NULL,
    NUMBER
  }

  private final JsonParser parser;

  StrictValues(InputStream utf8) throws IOException {
    // As text and not as bytes: Jackson would guess UTF-16 and UTF-32 and skip a mark.
    this.parser =
        JSON.createParser(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()));
  }

  /** The next object; empty at the end. */
  Optional<Map<String, Object>> next() throws Unreadable {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      if (token != JsonToken.START_OBJECT) {
        throw new Unreadable(place() + ": not a JSON object");
      }
      return Optional.of(object());
    } catch (JacksonException malformed) {
      throw new Unreadable(place() + ": not well-formed JSON", malformed);
    } catch (IOException broken) {
      throw new Unreadable(place() + ": cannot be read as UTF-8", broken);
    }
  }

  private String place() {
    return "line " + parser.currentLocation().getLineNr();
  }

  private Object value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NULL -> Foreign.NULL;
      default -> Foreign.NUMBER;
    };
  }

  private Object integer() throws IOException {
    boolean fits = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    // "-0" is a number that RFC 8785 writes otherwise.
    return fits && !parser.getText().equals("-0") ? (Object) parser.getLongValue() : Foreign.NUMBER;
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      members.put(name, value(parser.nextToken()));
    }
    return members;
  }

  private List<Object> array() throws IOException {
    List<Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return items;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
