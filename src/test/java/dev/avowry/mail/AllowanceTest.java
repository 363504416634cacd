package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Refused;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {
  private static boolean allows(String recipient, String... allowed) {
    return Allowance.of(List.of(allowed), 1, 1).allows(List.of(Address.parse(recipient)));
  }

  @Test
  void allowsNobodyWhoIsNotInIt() {
    assertFalse(allows("ada@example.com"));
    assertFalse(Allowance.NONE.allows(List.of(Address.parse("ada@example.com"))));
  }

  @Test
  void allowsAddressesDomainsOrEverybody() {
    assertTrue(allows("ada@example.com", "ada@EXAMPLE.com"));
    assertTrue(allows("bob@example.com", "example.com"));
    assertTrue(allows("bob@example.com", "*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@example.com",
        "Ada@example.com",
        "ada@sub.example.com",
        "ada@example.com.evil.example",
        "xada@example.com",
        "ada@example.co"
      })
  void allowsNobodyWhoLooksAlike(String recipient) {
    assertFalse(allows(recipient, "ada@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada@sub.shop.example", "ada@myshop.example", "shop.example@evil.example"})
  void allowsADomainAndNotThoseAround(String recipient) {
    assertFalse(allows(recipient, "shop.example"));
  }

  @Test
  void allowsNoMoreRecipientsThanItSays() {
    Allowance two = Allowance.of(List.of("*"), 1, 2);
    List<Address> all = Collections.nCopies(3, Address.parse("ada@example.com"));

    assertTrue(two.allows(all.subList(0, 2)));
    assertFalse(two.allows(all));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "**", "*.example", "Example.com", "com", "@example.com", "a b@c.de", "%"})
  void refusesWhatNamesNobody(String entry) {
    assertThrows(Refused.class, () -> Allowance.of(List.of(entry), 1, 1));
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    assertThrows(Refused.class, () -> Allowance.of(List.of(), -1, 1));
    assertThrows(Refused.class, () -> Allowance.of(List.of(), 10_001, 1));
    assertThrows(Refused.class, () -> Allowance.of(List.of(), 1, 0));
    assertThrows(Refused.class, () -> Allowance.of(List.of(), 1, 11));
    assertThrows(Refused.class, () -> Allowance.of(Collections.nCopies(101, "*"), 1, 1));
    assertEquals(1, Allowance.of(Collections.nCopies(100, "*"), 1, 1).recipients().size());
  }
}
