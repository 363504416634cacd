package dev.avowry.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the operator may name. */
class NameserversTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, /192.0.2.1:53",
    "192.0.2.1:5353, /192.0.2.1:5353",
    "[2001:db8::1]:54, '/[2001:db8:0:0:0:0:0:1]:54'",
    "[2001:db8::1], '/[2001:db8:0:0:0:0:0:1]:53'",
    "2001:db8::1, '/[2001:db8:0:0:0:0:0:1]:53'"
  })
  @DisplayName("an address, with a port or without")
  void reads(String given, String address) {
    assertEquals(address, Nameservers.of(Optional.of(given)).getFirst().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "resolver.example", "192.0.2.1:0", "192.0.2.1:70000", "1.2.3.4.5", "::g"})
  @DisplayName("anything else stops the start")
  void refuses(String given) {
    assertThrows(CannotStart.class, () -> Nameservers.of(Optional.of(given)));
  }
}
