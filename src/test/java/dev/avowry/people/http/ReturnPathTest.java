package dev.avowry.people.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/account",
        "/account/means",
        "/console",
        "/console/nodes/AbC_-9.html?x=1&y=%2F%2Fevil.example",
        "/authorize?client_id=a&redirect_uri=https%3A%2F%2Fclient.example%2Fback",
        "/device?user_code=ABCD-EFGH"
      })
  void leadsToPagesOfOurs(String asked) {
    assertEquals(asked, ReturnPath.of(asked).text());
  }

  @ParameterizedTest(name = "«{0}» leads home (A-120, A-122)")
  @ValueSource(
      strings = {
        "",
        "account",
        "https://evil.example/account",
        "//evil.example/account",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/account\\..\\..",
        "/account//evil.example",
        "/account/../v1/me",
        "/account/..",
        "/account/.",
        "/account/..?x",
        "/%2Fevil.example",
        "/account/%2e%2e/v1",
        "/%09/evil.example",
        "/\t/evil.example",
        "/account\r\nSet-Cookie: a=b",
        "/account?a\r\nLocation: https://evil.example",
        "/account?a b",
        "/account#fragment",
        "/account@evil.example",
        "/accounting",
        "/sign-in",
        "/sign-out",
        "/v1/me",
        "/token",
        "javascript:alert(1)",
        "/account;a=b",
        "/console?\\"
      })
  void leadsNowhereElse(String asked) {
    assertEquals(ReturnPath.HOME, ReturnPath.of(asked));
  }
}
