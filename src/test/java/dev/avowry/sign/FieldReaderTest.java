package dev.avowry.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structured fields, RFC 9651. */
class FieldReaderTest {
  private static String written(Map<String, Member> members) {
    return members.entrySet().stream()
        .map(each -> each.getKey() + '=' + each.getValue().write())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "1 | 1",
        "-17 | -17",
        "1.50 | 1.5",
        "2.0 | 2.0",
        "\"a \\\\ \\\"b\\\"\" | \"a \\\\ \\\"b\\\"\"",
        "*a/b:c | *a/b:c",
        ":aGk=: | :aGk=:",
        "?0 | ?0",
        "a;b;c=?1;d=\"x\" | a;b;c;d=\"x\"",
        "a;b=1;b=2 | a;b=2"
      })
  void writesWhatItReads(String text, String written) {
    assertEquals(Optional.of(written), FieldReader.item(text).map(Member.Item::write));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "\"open",
        "\"\u00e9\"",
        "\"a\\b\"",
        ":aGk:",
        ":aGl=:",
        "?2",
        "1.",
        "1.2345",
        "1234567890123456",
        "a;B=1",
        "a;",
        "(a)",
        "\"a\nb\"",
        "@1659578233",
        "%\"x\""
      })
  void takesNothingElseForAnItem(String text) {
    assertEquals(Optional.empty(), FieldReader.item(text));
  }

  @Test
  void readsADictionaryOfInnerLists() {
    Map<String, Member> read =
        FieldReader.dictionary("sig1=(\"@method\" \"a\";key=\"b\");created=1;alg=\"x\" ,\tb=?0, c")
            .orElseThrow();

    assertEquals(List.of("sig1", "b", "c"), List.copyOf(read.keySet()));
    assertEquals(
        "sig1=(\"@method\" \"a\";key=\"b\");created=1;alg=\"x\", b=?0, c=?1", written(read));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1,", ",a=1", "a=1 b=2", "A=1", "a=(1 2", "a=(1,2)", "a=(1\t2)", "=1"})
  void takesNothingElseForADictionary(String text) {
    assertEquals(Optional.empty(), FieldReader.dictionary(text));
  }

  @Test
  void hasAnEmptyDictionary() {
    assertEquals(Optional.of(Map.of()), FieldReader.dictionary(" "));
  }

  @Property
  @Label("what is written is read back as it was")
  void readsWhatItWrites(@ForAll("dictionaries") Map<String, Member> members) {
    String text = written(members);

    assertEquals(Optional.of(members), FieldReader.dictionary(text), text);
    assertEquals(text, FieldReader.dictionary(text).map(FieldReaderTest::written).orElseThrow());
  }

  @Property
  @Label("any text is read to its end or not at all, and what was read is stable")
  void readsAnyText(@ForAll("texts") String text) {
    FieldReader.dictionary(text)
        .map(FieldReaderTest::written)
        .ifPresent(
            once ->
                assertTrue(
                    FieldReader.dictionary(once)
                        .map(FieldReaderTest::written)
                        .equals(Optional.of(once)),
                    text));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab1.-=,;:()\"\\? \t*\n").ofMaxLength(24);
  }

  @Provide
  Arbitrary<Map<String, Member>> dictionaries() {
    Arbitrary<Member> members =
        Arbitraries.oneOf(
            items().map(item -> item),
            items()
                .list()
                .ofMaxSize(3)
                .flatMap(
                    items ->
                        parameters().map(parameters -> new Member.InnerList(items, parameters))));
    return Arbitraries.maps(keys(), members).ofMaxSize(4).map(LinkedHashMap::new);
  }

  private static Arbitrary<Member.Item> items() {
    return bares()
        .flatMap(value -> parameters().map(parameters -> new Member.Item(value, parameters)));
  }

  private static Arbitrary<Map<String, Bare>> parameters() {
    return Arbitraries.maps(keys(), bares()).ofMaxSize(3).map(LinkedHashMap::new);
  }

  private static Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withChars("abz019_-.*")
        .ofMinLength(1)
        .ofMaxLength(6)
        .map(text -> "k" + text);
  }

  private static Arbitrary<Bare> bares() {
    return Arbitraries.oneOf(
        Arbitraries.longs()
            .between(-999_999_999_999_999L, 999_999_999_999_999L)
            .map(Bare.Whole::new),
        Arbitraries.integers()
            .between(-9_999, 9_999)
            .map(number -> new Bare.Decimal(decimal(number))),
        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20).map(Bare.Text::new),
        Arbitraries.strings()
            .withChars("aZ09:/!#$%&'*+.^_`|~-")
            .ofMaxLength(8)
            .map(text -> new Bare.Symbol("t" + text)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(Bare.Bytes::of),
        Arbitraries.of(true, false).map(Bare.Truth::new));
  }

  /** As it is read back: at least one digit behind the point, and none too many. */
  private static BigDecimal decimal(int tenths) {
    return BigDecimal.valueOf(tenths, 1);
  }
}
