package dev.avowry.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes authorization details: members and values in order, numbers without an exponent. */
final class DetailWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private DetailWriter() {}

  static String text(List<AuthorizationDetail> details) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (AuthorizationDetail detail : details) {
        write(json, detail);
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, AuthorizationDetail detail) throws IOException {
    json.writeStartObject();
    json.writeStringField(AuthorizationDetail.TYPE, detail.type());
    for (var member : new TreeMap<>(detail.members()).entrySet()) {
      json.writeFieldName(member.getKey());
      write(json, member.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Limit limit) throws IOException {
    switch (limit) {
      case Limit.Exactly(String value) -> json.writeString(value);
      case Limit.AtMost(BigDecimal value) -> json.writeNumber(value.toPlainString());
      case Limit.OneOf(Set<String> values) -> {
        String[] ordered = new TreeSet<>(values).toArray(String[]::new);
        json.writeArray(ordered, 0, ordered.length);
      }
    }
  }
}
