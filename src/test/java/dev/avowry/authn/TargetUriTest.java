package dev.avowry.authn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 §4.3: two spellings of one address are equal, two addresses never. */
class TargetUriTest {
  private static final String UNRESERVED = "abcxyzABCXYZ0189-._~";

  @ParameterizedTest(name = "{0} = {1} (A-043)")
  @CsvSource({
    "https://id.example/token, HTTPS://ID.Example/token",
    "https://id.example/token, https://id.example:443/token",
    "http://id.example/token, http://id.example:80/token",
    "https://id.example/token, https://id.example:/token",
    "https://id.example/token, https://id.example/token?a=b",
    "https://id.example/token, https://id.example/token?a=b#c",
    "https://id.example/token, https://id.example/%74oken",
    "https://id.example/a%2fb, https://id.example/a%2Fb",
    "https://id.example, https://id.example/",
    "https://[::1]:8443/token, https://[::1]:8443/token",
  })
  void areOneAddress(String one, String other) {
    assertEquals(TargetUri.parse(one).orElseThrow(), TargetUri.parse(other).orElseThrow());
  }

  @ParameterizedTest(name = "{0} ≠ {1} (A-043)")
  @CsvSource({
    "https://id.example/token, http://id.example/token",
    "https://id.example/token, https://id.example:444/token",
    "https://id.example/token, https://id.example:80/token",
    "https://id.example/token, https://id.example/Token",
    "https://id.example/token, https://id.example/token/",
    "https://id.example/token, https://id.example//token",
    "https://id.example/token, https://id.example.evil/token",
    "https://id.example/token, https://id.example./token",
    "https://id.example/a/b, https://id.example/a%2Fb",
    "https://id.example/a?b, https://id.example/a%3Fb",
  })
  void areTwoAddresses(String one, String other) {
    assertNotEquals(TargetUri.parse(one).orElseThrow(), TargetUri.parse(other).orElseThrow());
  }

  @ParameterizedTest(name = "{0} is none (A-043)")
  @ValueSource(
      strings = {
        "",
        "/token",
        "id.example/token",
        "//id.example/token",
        "ftp://id.example/token",
        "mailto:a@id.example",
        "https:///token",
        "https://user@id.example/token",
        "https://id.example:65536/token",
        "https://id.example:-1/token",
        "https://id.example/a/../token",
        "https://id.example/./token",
        "https://id.example/a/%2e%2E/token",
        "https://id.example/to ken",
        "https://id.example/%zz",
        "https://id.éxample/token",
        "https://id%2eexample/token"
      })
  void areNoAddress(String text) {
    assertEquals(Optional.empty(), TargetUri.parse(text));
  }

  @Property(tries = 500)
  @Label("whatever the spelling, the address is the same")
  void spellingDoesNotMatter(@ForAll("paths") String path, @ForAll("spellings") Spelling spelling) {
    assertEquals(
        TargetUri.parse("https://id.example" + path),
        TargetUri.parse(spelling.of(path)),
        () -> spelling.of(path));
  }

  @Property(tries = 500)
  @Label("what is normal stays as it is")
  void normalIsFixed(@ForAll("paths") String path, @ForAll("spellings") Spelling spelling) {
    TargetUri once = TargetUri.parse(spelling.of(path)).orElseThrow();
    assertEquals(Optional.of(once), TargetUri.parse(once.normal()));
  }

  @Property(tries = 500)
  @Label("two plain paths that differ are two addresses")
  void pathsDoNotMeet(@ForAll("paths") String one, @ForAll("paths") String other) {
    assertEquals(
        one.equals(other),
        TargetUri.parse("https://id.example" + one)
            .equals(TargetUri.parse("https://id.example" + other)));
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> segment =
        Arbitraries.strings()
            .withChars(UNRESERVED)
            .ofMinLength(1)
            .ofMaxLength(8)
            .filter(text -> !List.of(".", "..").contains(text));
    return segment.list().ofMinSize(1).ofMaxSize(4).map(all -> "/" + String.join("/", all));
  }

  @Provide
  Arbitrary<Spelling> spellings() {
    return Combinators.combine(
            Arbitraries.of("https", "HTTPS", "Https"),
            Arbitraries.of("id.example", "ID.EXAMPLE", "Id.exAmple"),
            Arbitraries.of("", ":443", ":"),
            Arbitraries.of("", "?q=1", "#f", "?q=1#f"),
            Arbitraries.integers().between(0, 7),
            Arbitraries.of(true, false))
        .as(Spelling::new);
  }

  /**
   * One of many ways to write the same.
   *
   * @param encoded every so many characters of the path are percent-encoded; 0 for none
   */
  record Spelling(
      String scheme, String host, String port, String tail, int encoded, boolean upper) {
    String of(String path) {
      StringBuilder text = new StringBuilder(scheme + "://" + host + port);
      for (int i = 0; i < path.length(); i++) {
        char character = path.charAt(i);
        boolean encodes = encoded > 0 && i % encoded == 0 && character != '/';
        text.append(encodes ? hex(character) : String.valueOf(character));
      }
      return text + tail;
    }

    private String hex(char character) {
      String hex = "%%%02x".formatted((int) character);
      return upper ? hex.toUpperCase(Locale.ROOT) : hex;
    }
  }
}
