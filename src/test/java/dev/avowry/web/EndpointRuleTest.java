package dev.avowry.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A-090")
class EndpointRuleTest {
  private final EndpointRule rule = new EndpointRule(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.1.2.3",
        "100.127.255.255",
        "169.254.169.254",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1"
      })
  void takesNoAddressThatIsNotPublic(String address) throws Exception {
    assertFalse(PublicAddress.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2a00:1450::1",
        "2606:4700::1111"
      })
  void takesPublicAddresses(String address) throws Exception {
    assertTrue(PublicAddress.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "http://receiver.example/",
        "http://127.0.0.1/"
      })
  void refusesWhatIsWrongWithoutAskingAnybody(String url) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> rule.check("endpoint_url", url));
  }

  @Test
  void takesANameOverTlsAndLooksItUpLater() {
    assertDoesNotThrow(
        () -> rule.check("endpoint_url", "https://receiver.example:8443/events?a=b"));
  }

  @Test
  void choosesNothingForANameThatLeadsToThisMachine() {
    assertEquals(Optional.empty(), rule.choose(URI.create("https://localhost/")));
    assertEquals(Optional.empty(), rule.choose(URI.create("https://nobody.invalid/")));
  }

  @Test
  void letsOnlyThisMachineInWhenThatIsAllowed() {
    EndpointRule trial = new EndpointRule(true);

    assertTrue(trial.choose(trial.check("endpoint_url", "http://127.0.0.1:8080/")).isPresent());
    assertTrue(trial.choose(trial.check("endpoint_url", "http://localhost:8080/")).isPresent());
    Expect.refusal(Reason.INVALID_REQUEST, () -> trial.check("endpoint_url", "http://10.0.0.1/"));
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> trial.check("endpoint_url", "https://192.168.0.1/"));
    Expect.refusal(Reason.INVALID_REQUEST, () -> trial.check("endpoint_url", "http://1.1.1.1/"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,true,10.0.0.0/8,true",
    "10.1.2.3,false,10.0.0.0/8,false",
    "11.1.2.3,true,10.0.0.0/8,true",
    "192.168.0.1,true,10.0.0.0/8,false",
    "127.0.0.1,true,10.0.0.0/8,false",
    "169.254.169.254,true,10.0.0.0/8,false",
    "fd00::1,true,fd00::/8,true",
    "fc00::1,true,fd00::/8,false"
  })
  void opensNoMoreThanAnOperatorSays(String host, boolean secure, String block, boolean allowed) {
    EndpointRule rule = new EndpointRule(false);

    assertEquals(allowed, rule.choose(host, secure, List.of(AddressBlock.of(block))).isPresent());
  }
}
