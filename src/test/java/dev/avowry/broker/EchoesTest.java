package dev.avowry.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EchoesTest {
  private static final List<String> VALUES =
      List.of(
          "hunter2",
          "sk-live_4eC39HqLyjWDarjtT1zdp7dc",
          "p\"ä<s>/'s\\w ö+r&d%41=",
          "123456",
          "line one\nline two\nline three that is long enough to be wrapped somewhere, surely");

  private static final Base64.Encoder STD = Base64.getEncoder();
  private static final Base64.Encoder URL = Base64.getUrlEncoder();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> corpus(String value) {
    Map<String, byte[]> corpus = new LinkedHashMap<>();
    corpus.put("raw", utf8(value));
    for (String charset : List.of("UTF-16LE", "UTF-16BE")) {
      corpus.put(charset, value.getBytes(Charset.forName(charset)));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("base64", STD.encodeToString(utf8(value)));
    texts.put("base64 without padding", STD.withoutPadding().encodeToString(utf8(value)));
    texts.put("base64url", URL.encodeToString(utf8(value)));
    texts.put("basic", "Basic " + STD.encodeToString(utf8("user:" + value)));
    texts.put("basic of nobody", STD.encodeToString(utf8(":" + value)));
    texts.put("basic, value first", URL.encodeToString(utf8(value + ":")));
    texts.put("inside base64", STD.encodeToString(utf8("{\"k\":\"" + value + "\",\"z\":1}")));
    texts.put("base64 in lines", Base64.getMimeEncoder().encodeToString(utf8(value + value)));
    texts.put("hex", HexFormat.of().formatHex(utf8(value)));
    texts.put("HEX", HexFormat.of().withUpperCase().formatHex(utf8(value)));
    texts.put("hex with colons", HexFormat.ofDelimiter(":").formatHex(utf8(value)));
    texts.put("percent", URLEncoder.encode(value, StandardCharsets.UTF_8));
    texts.put("percent, all of it", percent(value));
    texts.put("percent, twice", URLEncoder.encode(percent(value), StandardCharsets.UTF_8));
    texts.put("JSON", "{\"k\":" + new io.vertx.core.json.JsonArray().add(value).encode() + "}");
    texts.put("JSON, all escaped", units(value));
    texts.put("JSON with slashes", json(value).replace("/", "\\/"));
    texts.put("JSON in JSON", json(json(value)));
    texts.put("a URL in JSON", json("https://a.example/?k=" + percent(value)));
    texts.put("base64 in JSON", STD.encodeToString(utf8(value)).replace("/", "\\/"));
    texts.put("HTML", html(value));
    texts.put("HTML by number", numbers(value));
    texts.put("HTML in JSON", json(html(value)));
    texts.forEach((name, text) -> corpus.put(name, utf8(text)));
    return corpus;
  }

  private static String percent(String value) {
    return HexFormat.of().withUpperCase().withPrefix("%").formatHex(utf8(value));
  }

  private static String json(String value) {
    String array = new io.vertx.core.json.JsonArray().add(value).encode();
    return array.substring(2, array.length() - 2);
  }

  private static String units(String value) {
    return value.chars().mapToObj(unit -> "\\u%04X".formatted(unit)).collect(Collectors.joining());
  }

  private static String html(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String numbers(String value) {
    return value.codePoints().mapToObj("&#x%x;"::formatted).collect(Collectors.joining());
  }

  private static byte[] around(byte[] echo) {
    byte[] all = new byte[echo.length + 20];
    System.arraycopy(utf8("before ["), 0, all, 0, 8);
    System.arraycopy(echo, 0, all, 8, echo.length);
    System.arraycopy(utf8("] and after "), 0, all, 8 + echo.length, 12);
    return all;
  }

  @TestFactory
  List<DynamicTest> removesEchoes() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String value : VALUES) {
      corpus(value)
          .forEach(
              (name, echo) ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          "%s of %s".formatted(name, value.substring(0, 6)),
                          () -> removes(value, echo))));
    }
    return tests;
  }

  /** Nothing is left of it by which it could be guessed, and what stands around it is left. */
  private static void removes(String value, byte[] echo) {
    byte[] all = around(echo);

    byte[] kept = Echoes.of(List.of(value)).removedFrom(all, all.length);

    String text = new String(kept, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(Echoes.REMOVED), text);
    assertTrue(text.startsWith("before [") && text.endsWith("] and after "), text);
    String whole = new String(echo, StandardCharsets.ISO_8859_1);
    String left = text.substring(8, text.length() - 12).replace(Echoes.REMOVED, "\u0000");
    for (String part : left.split("\u0000", -1)) {
      assertTrue(part.length() < whole.length() / 2 || !looksLike(part, value), "left: " + part);
    }
    assertFalse(
        new String(kept, StandardCharsets.UTF_8).contains(value.substring(0, 6)),
        "the beginning is left");
  }

  private static boolean looksLike(String part, String value) {
    return part.contains(value.substring(value.length() / 2));
  }

  @Test
  void leavesWhatIsNone() {
    byte[] all =
        utf8("{\"login\":\"octocat\",\"id\":583231,\"url\":\"https:\\/\\/a.example\\/?a=%20\"}");

    assertEquals(
        new String(all, StandardCharsets.UTF_8),
        new String(
            Echoes.of(List.of("hunter2", "abc")).removedFrom(all, all.length),
            StandardCharsets.UTF_8));
  }

  @Test
  void removesAllOfThemAlsoSideBySide() {
    Echoes echoes = Echoes.of(List.of("hunter2", "correct horse"));

    assertEquals("[redacted]", echoes.removedFrom("hunter2hunter2"));
    assertEquals("a [redacted], [redacted]!", echoes.removedFrom("a hunter2, correct horse!"));
  }

  @Test
  void looksAtNoNameThatIsTooShort() {
    assertEquals("bob", Echoes.of(List.of("bob")).removedFrom("bob"));
  }

  /** What is cut off in the middle of an echo tells not even its beginning. */
  @Property(tries = 300)
  void cutsNoEchoInTwo(
      @ForAll @StringLength(min = 8, max = 40) @net.jqwik.api.constraints.AlphaChars String value,
      @ForAll @IntRange(max = 120) int most) {
    byte[] all = utf8("x".repeat(60) + value + "y".repeat(60));

    String kept =
        new String(Echoes.of(List.of(value)).removedFrom(all, most), StandardCharsets.UTF_8);

    for (int length = 4; length <= value.length(); length++) {
      String prefix = value.substring(0, length);
      assertFalse(
          kept.contains(prefix) && !prefix.matches("[xy]+"), "%d: %s".formatted(most, kept));
    }
  }

  @Test
  void isDoneInTimeWithMuch() {
    StringBuilder much = new StringBuilder();
    Random random = new Random(1);
    while (much.length() < 600_000) {
      much.append("%4").append(random.nextInt(10)).append("&#x41;\\u0041 <a href=\"/\">");
    }
    byte[] all = utf8(much.append("hunter2").toString());
    Echoes echoes = Echoes.of(List.of("hunter2", "k".repeat(4_000), "another one"));
    long began = System.nanoTime();

    byte[] kept = echoes.removedFrom(all, all.length);

    assertFalse(new String(kept, StandardCharsets.UTF_8).contains("hunter2"));
    assertTrue(System.nanoTime() - began < 10_000_000_000L, "took longer than ten seconds");
  }
}
