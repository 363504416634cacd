package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private static final LoginName LOGIN = new LoginName("grace@navy.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kurz 4 8",
        "sieben Igel rennen",
        "lauterkleinbuchstaben",
        "пароль из слов",
        "🦔🦓🐢🦉🐌🦋🐝🐞",
        "92837465019"
      })
  void takesWhatIsLongEnoughOfWhateverKind(String password) {
    assertDoesNotThrow(() -> PasswordRules.require(password, "Grace Hopper", LOGIN));
  }

  @ParameterizedTest(name = "refuses «{0}»")
  @ValueSource(
      strings = {
        "",
        "kurz 47",
        "🦔🦓🐢🦉",
        "password1",
        "PASSWORD1",
        "Summer2026",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "my grace is here",
        "the HOPPER jumps",
        "navy blue day",
        "avowry is mine"
      })
  void refusesWhatIsGuessedFirst(String password) {
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> PasswordRules.require(password, "Grace Hopper", LOGIN));
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 10_000})
  void refusesWhatIsTooLong(int length) {
    String password = "ab cd ef ".repeat(length).substring(0, length);
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> PasswordRules.require(password, "Grace Hopper", LOGIN));
  }
}
