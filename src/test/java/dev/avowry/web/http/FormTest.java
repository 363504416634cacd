package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.testing.Expect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @Test
  void decodesNamesAndValues() {
    Form form = parse("a=1+2%2B3&%62=%E2%82%AC");

    assertEquals(Optional.of("1 2+3"), form.get("a"));
    assertEquals(Optional.of("€"), form.get("b"));
  }

  @Test
  void takesAParameterWithoutAValueForAbsent() {
    Form form = parse("a=&b&=c&&");

    assertEquals(Optional.empty(), form.get("a"));
    assertEquals(Optional.empty(), form.get("b"));
    Expect.refusal(Reason.INVALID_REQUEST, () -> form.require("a"));
  }

  @Test
  void keepsEverythingAfterTheFirstEqualsSign() {
    assertEquals(Optional.of("b=c="), parse("a=b=c=").get("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "a=1&a=1", "a=1&%61=1", "a=&a=", "a&a"})
  void refusesARepeatedParameter(String body) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> parse(body));
  }

  @Test
  void keepsAllValuesOfARepeatableParameter() {
    Form form = Form.parse("resource=x&resource=&resource=y", Set.of("resource"));

    assertEquals(List.of("x", "y"), form.all("resource"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%2",
        "a=%zz",
        "a=%-1",
        "a=%u0041",
        "a=%ff",
        "a=%c0%af",
        "a=%ed%a0%80",
        "a=€",
        "a=Ã©",
        "a=\uFFFD",
        "a=b c",
        "a=b\n",
        "a=\u0000",
        "\u007f=1"
      })
  void refusesWhatIsNotWellFormed(String body) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> parse(body));
  }

  @Test
  void takesSixtyFourParametersAndNoMore() {
    assertEquals(Optional.of("1"), parse(parameters(64)).get("p64"));
    Expect.refusal(Reason.INVALID_REQUEST, () -> parse(parameters(65)));
  }

  @Property(tries = 300)
  void readsOrRefusesButNeverFails(@ForAll String body) {
    try {
      parse(body).get("a");
    } catch (Refused refused) {
      assertEquals(Reason.INVALID_REQUEST, refused.refusal().reason());
    }
  }

  private static String parameters(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "p" + i + "=1")
        .collect(Collectors.joining("&"));
  }

  private static Form parse(String body) {
    return Form.parse(body, Set.of());
  }
}
