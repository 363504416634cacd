package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void keepsTheCaseOfWhatIsTheHostsToRead() {
    assertEquals("Ada.B+c@example.com", Address.parse("Ada.B+c@EXAMPLE.com").text());
  }

  @ParameterizedTest
  @DisplayName("A-150 nothing that ends a line, has a name, or is another address for others")
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@localhost",
        "ada@example.com\r\nBcc: eve@evil.example",
        "ada@example.com\nX: y",
        "ada@example.com\u0000",
        "ada@example.com\u2028",
        "ada@example.com\u0085",
        "ada@exämple.com",
        "ädа@example.com",
        "ada @example.com",
        " ada@example.com",
        "ada@example.com ",
        "ada@example.com,eve@evil.example",
        "ada@example.com;eve@evil.example",
        "<ada@example.com>",
        "Ada <ada@example.com>",
        "<a@x.example>b@y.example",
        "\"ada\"@example.com",
        "\"a@evil.example\"@example.com",
        "ada(eve)@example.com",
        "ada@example.com(eve)",
        "ada@[127.0.0.1]",
        "@evil.example:ada@example.com",
        "ada%evil.example@example.com",
        "evil.example!ada@example.com",
        "a..b@example.com",
        ".a@example.com",
        "a.@example.com",
        "ada@-example.com",
        "ada@example..com",
        "=?utf-8?q?eve=40evil.example=3e?=ada@",
        "ada@example.com> SIZE=1",
        "a123456789b123456789c123456789d123456789e123456789f1234567891234x@example.com"
      })
  void refusesWhatCouldBeReadAsAnother(String text) {
    assertThrows(Refused.class, () -> Address.parse(text));
  }
}
