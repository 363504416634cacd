package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.1 and §13.1.2. */
class ConditionTest {
  private static final String TAG = "\"a\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\"",
        "W/\"a\"",
        "*",
        " * ",
        "\"b\", \"a\"",
        "\"b\",W/\"a\"",
        ",\"a\" ,",
        "\"x,y\", \"a\""
      })
  void ifNoneMatchComparesWeakly(String list) {
    assertEquals(Condition.NOT_MODIFIED, Condition.of(null, list, TAG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\"A\"",
        "\"a",
        "w/\"a\"",
        "W/ \"a\"",
        "\"b\" \"a\"",
        "\"b\"",
        "*, \"a\"",
        "\"b, \"a\""
      })
  void whatIsAnotherTagOrNoneIsNoReasonToHoldTheDocumentBack(String list) {
    assertEquals(Condition.HOLDS, Condition.of(null, list, TAG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "*", "\"b\", \"a\""})
  void ifMatchHoldsForTheTag(String list) {
    assertEquals(Condition.HOLDS, Condition.of(list, null, TAG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"a\"", "\"b\"", "a"})
  void ifMatchComparesStrongly(String list) {
    assertEquals(Condition.FAILED, Condition.of(list, null, TAG));
  }

  @Test
  void ifMatchComesFirst() {
    assertEquals(Condition.FAILED, Condition.of("\"b\"", TAG, TAG));
    assertEquals(Condition.NOT_MODIFIED, Condition.of(TAG, TAG, TAG));
  }

  @Test
  void withoutConditionsTheDocumentIsWanted() {
    assertEquals(Condition.HOLDS, Condition.of(null, null, TAG));
  }
}
