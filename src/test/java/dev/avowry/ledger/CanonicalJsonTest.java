package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void writesMembersInTheOrderOfTheirUtf16Units() {
    // RFC 8785 §3.2.3
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("\u20ac", "Euro Sign");
    members.put("\r", "Carriage Return");
    members.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    members.put("1", "One");
    members.put("\ud83d\ude00", "Emoji: Grinning Face");
    members.put("\u0080", "Control");
    members.put("\u00f6", "Latin Small Letter O With Diaeresis");

    assertEquals(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
            + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        written(members));
  }

  @Test
  void escapesWhatMustBeAndNothingElse() {
    // RFC 8785 §3.2.2.2
    assertEquals(
        "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\u001f\u007f\"",
        written("\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\u001f\u007f"));
  }

  @Test
  void writesValuesInsideOneAnother() {
    assertEquals(
        "{\"a\":[true,false,[],{}],\"b\":{\"c\":-9007199254740992,\"d\":9007199254740992}}",
        written(
            Map.of(
                "b", Map.of("d", 1L << 53, "c", -(1L << 53)),
                "a", List.of(true, false, List.of(), Map.of()))));
  }

  @Test
  void refusesWhatReadersReadDifferently() {
    assertEquals(Optional.empty(), CanonicalJson.bytes((1L << 53) + 1));
    assertEquals(Optional.empty(), CanonicalJson.bytes(-(1L << 53) - 1));
    assertEquals(Optional.empty(), CanonicalJson.bytes(1.5));
    assertEquals(Optional.empty(), CanonicalJson.bytes(Map.of("a", List.of(1.0))));
    assertEquals(Optional.empty(), CanonicalJson.bytes("\ud83d"));
    assertEquals(Optional.empty(), CanonicalJson.bytes(Map.of("\ude00", "")));
  }

  private static String written(Object value) {
    return new String(CanonicalJson.bytes(value).orElseThrow(), StandardCharsets.UTF_8);
  }
}
