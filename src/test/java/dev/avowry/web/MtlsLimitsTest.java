package dev.avowry.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.CannotStart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of TLS that make no sense stop the start. */
class MtlsLimitsTest {
  private record Tls(Optional<String> certificate, Optional<String> key, int port)
      implements TlsConfig {}

  private record Mtls(
      Optional<String> url, Optional<List<String>> proxies, Optional<String> authorities)
      implements MtlsConfig {}

  private static final Tls OFF = new Tls(Optional.empty(), Optional.empty(), 8443);
  private static final Optional<String> FILE = Optional.of("pom.xml");
  private static final Tls ON = new Tls(FILE, FILE, 8443);
  private static final Mtls NOTHING = behind();

  private static Mtls behind(String... proxies) {
    return new Mtls(
        Optional.empty(),
        Optional.of(List.of(proxies)).filter(list -> !list.isEmpty()),
        Optional.empty());
  }

  private static Mtls at(String url) {
    return new Mtls(Optional.of(url), Optional.empty(), Optional.empty());
  }

  private static void stops(String sentence, Tls tls, Mtls mtls, String plain) {
    String said =
        assertThrows(CannotStart.class, () -> MtlsLimits.check(tls, mtls, plain)).getMessage();
    assertTrue(said.contains(sentence), said);
  }

  @Test
  @DisplayName("nothing at all, TLS alone, and proxies alone are in order")
  void letsStart() {
    assertDoesNotThrow(() -> MtlsLimits.check(OFF, NOTHING, "enabled"));
    assertDoesNotThrow(() -> MtlsLimits.check(ON, at("https://mtls.example:8443"), "disabled"));
    assertDoesNotThrow(() -> MtlsLimits.check(OFF, behind("10.0.0.0/8", "fd00::/8"), "enabled"));
  }

  @Test
  @DisplayName("half a certificate, one that is not there, a port that is none")
  void stopsForTls() {
    stops("together", new Tls(FILE, Optional.empty(), 8443), NOTHING, "enabled");
    stops("together", new Tls(Optional.empty(), FILE, 8443), NOTHING, "enabled");
    stops("can be read", new Tls(FILE, Optional.of("no such file"), 8443), NOTHING, "enabled");
    stops("avowry.tls.port", new Tls(FILE, FILE, 0), NOTHING, "enabled");
    stops("avowry.http-plain", ON, NOTHING, "redirect");
    stops("nothing would listen", OFF, NOTHING, "disabled");
  }

  @ParameterizedTest(name = "a proxy at “{0}” (A-041)")
  @ValueSource(
      strings = {
        "",
        "proxy.example/32",
        "10.0.0.1",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0/8/8",
        "fd00::/129",
        "*",
        "any"
      })
  void stopsForAProxy(String block) {
    stops("avowry.mtls.proxies", OFF, behind(block), "enabled");
  }

  @ParameterizedTest(name = "{0} as address for certificates")
  @ValueSource(
      strings = {
        "http://mtls.example",
        "https://mtls.example/",
        "https://mtls.example/x",
        "https://a@mtls.example",
        "mtls.example",
        "https://"
      })
  void stopsForAnAddress(String url) {
    stops("avowry.mtls.url", ON, at(url), "enabled");
  }

  @Test
  @DisplayName("an address or authorities where no certificate gets here")
  void stopsForWhatCannotBe() {
    stops("no certificate gets here", OFF, at("https://mtls.example"), "enabled");
    stops(
        "no certificate gets here",
        OFF,
        new Mtls(Optional.empty(), Optional.empty(), Optional.of("authorities.pem")),
        "enabled");
  }
}
