package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §12.5.1. */
class AcceptedTypeTest {
  private static final List<Representation> BOTH =
      List.of(
          new Representation("application/jwt", "signed"),
          new Representation("application/json", "{}"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                            | application/jwt",
        "application/*                                  | application/jwt",
        "application/json, application/jwt              | application/jwt",
        "application/json                               | application/json",
        "APPLICATION/JSON                               | application/json",
        "application/json;charset=utf-8                 | application/json",
        "application/json, */*                          | application/json",
        "application/jwt;q=0.5, application/json;q=0.6  | application/json",
        "application/jwt;q=0, */*                       | application/json",
        "application/json;q=0.5, */*;q=0.6              | application/jwt",
        "text/html, application/*;q=0.1                 | application/jwt"
      })
  void choosesWhatIsWantedMost(String accept, String chosen) {
    assertEquals(chosen, chosen(accept));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"text/html", "application/json;q=0", "garbage", "*/*;q=0", "json", "application"})
  void choosesNothingThatWasNotAccepted(String accept) {
    assertEquals("", chosen(accept));
  }

  @Test
  void choosesTheFirstForWhoSaysNothing() {
    assertEquals("application/jwt", chosen(null));
    assertEquals("application/jwt", chosen(""));
  }

  private static String chosen(@Nullable String accept) {
    return AcceptedType.choose(accept, BOTH, Representation::mediaType)
        .map(Representation::mediaType)
        .orElse("");
  }
}
