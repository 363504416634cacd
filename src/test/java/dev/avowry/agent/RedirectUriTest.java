package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/cb",
        "https://a.example/cb?dummy1=lorem&dummy2=ipsum",
        "http://127.0.0.1/cb",
        "http://[::1]:7777/cb",
        "http://localhost:3000/cb",
        "com.example.app:/cb"
      })
  void admitsItself(String uri) {
    assertTrue(new RedirectUri(uri).admits(uri));
    assertEquals(uri, new RedirectUri(uri).toString());
  }

  @ParameterizedTest(name = "{0} does not admit {1}")
  @CsvSource({
    "https://a.example/cb, https://a.example/cb/",
    "https://a.example/cb, https://a.example/cb?x=1",
    "https://a.example/cb, https://a.example:443/cb",
    "https://a.example/cb, https://A.example/cb",
    "https://a.example/cb, https://a.example/cb#x",
    "https://a.example/cb, https://a.example/other/../cb",
    "https://a.example/cb, https://a.example.evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80@evil.example/cb",
    "http://127.0.0.1/cb, http://localhost/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:1/other",
    "com.example.app:/cb, com.example.app:/cb2"
  })
  void admitsNothingThatLooksLikeIt(String registered, String asked) {
    assertFalse(new RedirectUri(registered).admits(asked));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:1/cb", "http://127.0.0.1:65535/cb", "http://127.0.0.1/cb"})
  void admitsAnyPortOfTheHumansOwnMachine(String asked) {
    assertTrue(new RedirectUri("http://127.0.0.1:80/cb").admits(asked));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cb",
        "//a.example/cb",
        "http://a.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "app:/cb",
        "com.example.app:opaque",
        "https://u:p@a.example/cb",
        "https://a.example/cb#",
        "https:///cb",
        "HTTPS://a.example/cb",
        "com.example.app://a;script-src-elem/cb",
        "https://a.example/ cb",
        "https://a.example/\u202ecb"
      })
  void isNoneOfTheseA091(String text) {
    Expect.refusal(Reason.INVALID_REDIRECT_URI, () -> new RedirectUri(text));
  }

  @Test
  void isNotLongerThanAnybodyNeeds() {
    Expect.refusal(
        Reason.INVALID_REDIRECT_URI, () -> new RedirectUri("https://a.example/" + "a".repeat(500)));
  }
}
