package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginNameTest {
  @ParameterizedTest(name = "«{0}» means ada@example.com (A-036, A-094)")
  @ValueSource(
      strings = {
        "ada@example.com",
        "ADA@EXAMPLE.COM",
        " ada@example.com ",
        "Ada@Example.Com",
        "ａｄａ@example.com",
        "𝐚𝐝𝐚@example.com",
        "ada@ｅｘａｍｐｌｅ．com",
        "ada@exam\u2024ple.com"
      })
  void hasOneSpelling(String spelling) {
    Optional<LoginName> name = LoginName.parse(spelling);

    String expected = spelling.contains("\u2024") ? "ada@exam.ple.com" : "ada@example.com";
    assertEquals(Optional.of(new LoginName(expected)), name);
  }

  @ParameterizedTest(name = "«{0}» means nobody (A-094)")
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.com",
        "ada@",
        "a da@example.com",
        "ada\u200b@example.com",
        "ada\u202e@example.com",
        "ada\n@example.com",
        "\u0430da@example.com",
        "ada@b@example.com",
        "ada@exam_ple.com",
        "ada@[127.0.0.1]",
        "\"ada\"@example.com",
        "<ada@example.com>"
      })
  void isNobodysWhenItLooksLikeAnother(String spelling) {
    assertEquals(Optional.empty(), LoginName.parse(spelling));
  }

  @ParameterizedTest
  @ValueSource(strings = {"STRASSE@example.com", "straße@example.com", "strasse@example.com"})
  void foldsWhatHasSeveralSmallForms(String spelling) {
    assertEquals(Optional.of(new LoginName("strasse@example.com")), LoginName.parse(spelling));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada@bücher.example", "ada@BÜCHER.example", "ada@xn--bcher-kva.example"})
  void knowsBothWaysToWriteADomain(String spelling) {
    assertEquals(
        Optional.of(new LoginName("ada@xn--bcher-kva.example")), LoginName.parse(spelling));
  }
}
