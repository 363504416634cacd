package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.Refused;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPartTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"bob", "buyer-7", "a.b-c.d", "7seas", "a123456789012345678901234567890123456789"})
  void takesLettersDigitsDotsAndHyphens(String name) {
    assertEquals(name, LocalPart.parse(name).text());
  }

  @ParameterizedTest
  @DisplayName("A-154 no case, plus, dot at an edge, other script or other writing of one")
  @ValueSource(
      strings = {
        "",
        "ab",
        "Bob",
        "bob+tag",
        ".bob",
        "bob.",
        "b..b",
        "bo b",
        "bob@x",
        "böb",
        "bоb",
        "ｂob",
        "123",
        "1.2",
        "-bob",
        "bob-",
        "b.-b",
        "\"bob\"",
        "bob\r\n",
        "bob\u0000",
        "bob\u2028",
        "a1234567890123456789012345678901234567890"
      })
  void refusesEveryOtherName(String name) {
    assertThrows(Refused.class, () -> LocalPart.parse(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postmaster",
        "admin",
        "adm1n",
        "abuse",
        "no-reply",
        "n0reply",
        "ssl-admin",
        "r00t",
        "web.master",
        "lnfo",
        "adrnin"
      })
  void keepsNamesBackForWhoRunsTheDomainAndWhatLooksLikeThem(String name) {
    assertThrows(Refused.class, () -> LocalPart.parse(name));
  }

  @ParameterizedTest
  @CsvSource({
    "bill,b1ll",
    "bill,biil",
    "modern,modem",
    "bob-b,bobb",
    "b.ob,bo.b",
    "vvendy,wendy",
    "s5s,sss"
  })
  void seesWhatLooksAlike(String one, String other) {
    assertEquals(new LocalPart(one).skeleton(), new LocalPart(other).skeleton());
  }

  @Test
  void readsAnAddressInAnyCaseAndInNoOtherWay() {
    assertEquals(Optional.of(new LocalPart("buyer-7")), LocalPart.written("Buyer-7"));
    assertEquals(Optional.empty(), LocalPart.written("buyer-7+x"));
    // The Kelvin sign and the long s become ASCII in small letters and in capitals.
    assertEquals(Optional.empty(), LocalPart.written("\u212aelvin"));
    assertEquals(Optional.empty(), LocalPart.written("bu\u017fer"));
  }
}
