package dev.avowry.vault;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingsTest {
  private static final Destination ANYWHERE =
      new Destination("https://api.example", Optional.of("/v1"), Set.of("GET", "POST"));

  private static Bindings of(Injection injection) {
    return Bindings.of(List.of(new Binding(ANYWHERE, injection)));
  }

  private static Injection json(String template) {
    return new Injection.Body(new BodyTemplate(BodyTemplate.Form.JSON, template));
  }

  private static SecretFields fields(Map<String, String> values) {
    return SecretFields.of(SecretType.CUSTOM, values);
  }

  @Test
  void areReadAsTheyWereWritten() {
    Bindings all =
        Bindings.of(
            List.of(
                new Binding(ANYWHERE, new Injection.Header("X-Key", "Token ", "key")),
                new Binding(ANYWHERE, new Injection.Bearer("key")),
                new Binding(ANYWHERE, new Injection.Basic(Optional.of("user"), Optional.of("key"))),
                new Binding(
                    new Destination("https://b.example", Optional.empty(), Set.of()),
                    new Injection.Query("key", "key")),
                new Binding(ANYWHERE, json("{\"k\":\"{{key}}\"}"))));

    assertEquals(all, Bindings.read(all.text()));
  }

  @Test
  void nothingBoundIsNothingKept() {
    assertEquals("", Bindings.of(List.of()).text());
  }

  @Test
  void areTenAtTheMost() {
    Binding one = new Binding(ANYWHERE, new Injection.Bearer("key"));

    assertDoesNotThrow(() -> Bindings.of(Collections.nCopies(10, one)));
    Expect.refusal(Reason.INVALID_REQUEST, () -> Bindings.of(Collections.nCopies(11, one)));
  }

  @Test
  void takeFieldsThatThereAre() {
    String why =
        Expect.refusal(
            Reason.INVALID_REQUEST,
            () ->
                of(new Injection.Bearer("token")).requireFor(fields(Map.of("key", "long enough"))));

    assertFalse(why.contains("long enough"), why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\r\nX-A: b", "a secret\n", "a\tsecret", " secret", "secret ", "sécrets"})
  void takeNoValueForAHeaderThatIsNone(String value) {
    SecretFields odd = fields(Map.of("key", value));

    String why =
        Expect.refusal(
            Reason.INVALID_REQUEST, () -> of(new Injection.Bearer("key")).requireFor(odd));
    assertFalse(why.contains(value), why);
    assertDoesNotThrow(() -> of(new Injection.Query("key", "key")).requireFor(odd));
    assertDoesNotThrow(() -> of(json("{\"k\":\"{{key}}\"}")).requireFor(odd));
  }

  @Test
  void takeNoValueThatIsTooShortToBeKnownAgain() {
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> of(new Injection.Query("pin", "pin")).requireFor(fields(Map.of("pin", "12345"))));
    assertDoesNotThrow(
        () -> of(new Injection.Query("pin", "pin")).requireFor(fields(Map.of("pin", "123456"))));
    assertDoesNotThrow(
        () ->
            of(new Injection.Basic(Optional.of("username"), Optional.of("password")))
                .requireFor(fields(Map.of("username", "me", "password", "a password"))));
  }

  @Test
  void takeNoUserWithAColon() {
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () ->
            of(new Injection.Basic(Optional.of("username"), Optional.empty()))
                .requireFor(fields(Map.of("username", "me:you"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "TE",
        "Upgrade",
        "Accept-Encoding",
        "Content-Type",
        "X A",
        "X:A",
        "X\r\nA",
        ""
      })
  void areNoHeaderThatSaysHowAMessageIsFramed(String name) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> new Injection.Header(name, "", "key"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "JSON;not json {{key}}",
        "JSON;[\"{{key}}\"]",
        "JSON;{}",
        "JSON;{\"{{key}}\":\"k\"}",
        "JSON;{\"k\":\"{{KEY}}\"}",
        "URLENCODED;a=b",
        "URLENCODED;a=%zz{{key}}"
      })
  void areNoTemplateWithoutAPlaceInAValue(BodyTemplate.Form form, String template) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> new BodyTemplate(form, template));
  }

  @Test
  void fillATemplateValueByValue() {
    Map<String, String> values = Map.of("user", "me\",\"admin\":\"yes", "key", "{{user}}&\\$1 +%é");

    assertEquals(
        "{\"a\":1,\"in\":[{\"u\":\"x me\\\",\\\"admin\\\":\\\"yes\"}],\"k\":\"{{user}}&\\\\$1 +%é\"}",
        new BodyTemplate(
                BodyTemplate.Form.JSON,
                "{\"a\":1,\"in\":[{\"u\":\"x {{user}}\"}],\"k\":\"{{key}}\"}")
            .fill(values));
    assertEquals(
        "grant_type=password&u=me%22%2C%22admin%22%3A%22yes&k=%7B%7Buser%7D%7D%26%5C%241+%2B%25%C3%A9",
        new BodyTemplate(BodyTemplate.Form.URLENCODED, "grant_type=password&u={{user}}&k={{key}}")
            .fill(values));
  }
}
