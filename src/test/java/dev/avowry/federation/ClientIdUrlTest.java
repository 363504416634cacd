package dev.avowry.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.web.EndpointRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** draft-ietf-oauth-client-id-metadata-document §3, and one spelling for each. */
class ClientIdUrlTest {
  private static final EndpointRule RULE = new EndpointRule(() -> false);

  @ParameterizedTest
  @CsvSource({
    "https://clients.example/planner, https://clients.example",
    "https://clients.example:8443/a/b.json, https://clients.example:8443",
    "https://clients.example/a/, https://clients.example",
    "https://clients.example/.well-known/client, https://clients.example",
    "https://clients.example/a..b/~x, https://clients.example"
  })
  void isRead(String text, String origin) {
    ClientIdUrl url = ClientIdUrl.parse(text, RULE).orElseThrow();

    assertEquals(text, url.toString());
    assertEquals(origin, url.origin());
    assertTrue(ClientIdUrl.isOrigin(origin, RULE));
    // an address is nobody's id.
    assertTrue(NodeId.parse(text).isEmpty());
  }

  @ParameterizedTest(name = "{0} is none (A-090, A-096)")
  @ValueSource(
      strings = {
        "",
        "https://clients.example",
        "https://clients.example/",
        "http://clients.example/a",
        "HTTPS://clients.example/a",
        "https://Clients.example/a",
        "https://clients.example./a",
        "https://clients.example:443/a",
        "https://clients.example:0/a",
        "https://clients.example:70000/a",
        "https://clients.example:08443/a",
        "https://user@clients.example/a",
        "https://user:pw@clients.example/a",
        "https://clients.example/a#b",
        "https://clients.example/a?b",
        "https://clients.example/./a",
        "https://clients.example/a/..",
        "https://clients.example/../a",
        "https://clients.example/%2e%2e/a",
        "https://clients.example/a%2fb",
        "https://clients.example//a",
        "https://clients.example/a//",
        "https://clients.example/a;b",
        "https://clients.example/*",
        "https://clients.example\\@evil.example/a",
        "https://clients.example/a b",
        "https://clients.example/a\r\nX: y",
        "https://clients\u3002example/a",
        "https://127.0.0.1/a",
        "https://10.0.0.1/a",
        "https://169.254.169.254/a",
        "https://[::1]/a",
        "https://[::ffff:10.0.0.1]/a",
        "https://[64:ff9b::a00:1]/a",
        "https://[fd00::1]/a",
        "https://2130706433/a",
        "https://0x7f.1/a",
        "https://0177.0.0.1/a",
        "https://100.64.0.1/a",
        "https://0.0.0.0/a",
        "ftp://clients.example/a",
        "file:///etc/passwd",
        "jar:https://clients.example!/a",
        "gopher://clients.example/a",
        "javascript://clients.example/a",
        "mB3xN9eRdLg"
      })
  void isRefused(String text) {
    assertTrue(ClientIdUrl.parse(text, RULE).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://clients.example/",
        "https://clients.example/a",
        "clients.example",
        "https://*.example",
        "https://",
        "https://10.0.0.1",
        "https://Clients.example",
        "https://clients.example:443"
      })
  void isNoOrigin(String text) {
    assertFalse(ClientIdUrl.isOrigin(text, RULE));
  }
}
