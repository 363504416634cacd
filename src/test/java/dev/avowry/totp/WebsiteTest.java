package dev.avowry.totp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebsiteTest {
  private static final Website BANK = Website.parse("https://bank.example");

  @Test
  void hasAPortUnlessItIsTheUsualOne() {
    assertEquals(BANK, Website.parse("https://bank.example:443"));
    assertEquals("https://bank.example:8443", Website.parse("https://bank.example:8443").origin());
    assertNotEquals(BANK, Website.parse("https://bank.example:8443"));
    assertEquals("https://h:1443", Website.parse("https://h:1443").origin());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.bank.example",
        "https://bank.example.evil.example",
        "https://bank-example.com",
        "https://xn--bnk-rdd.example",
        "https://bank.exampl"
      })
  void isNoOtherThanItself(String other) {
    assertNotEquals(BANK, Website.parse(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bank.example",
        "http://bank.example",
        "HTTPS://bank.example",
        "https://Bank.example",
        "https://bank.example/",
        "https://bank.example/login",
        "https://bank.example?",
        "https://bank.example#",
        "https://bank.example.",
        "https://bank..example",
        "https://-bank.example",
        "https://user@bank.example",
        "https://bank.example@evil.example",
        "https://bank.example\\@evil.example",
        "https://bank.example:0",
        "https://bank.example:",
        "https://bank.example:65536",
        "https://bank.example:00443",
        " https://bank.example",
        "https://bank.example\n",
        "https://bаnk.example",
        "https://[::1]",
        "https://bank.example https://other.example"
      })
  void isNothingButAnOrigin(String text) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> Website.parse(text));
  }
}
