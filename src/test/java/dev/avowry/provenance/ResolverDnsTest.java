package dev.avowry.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.CannotStart;
import dev.avowry.testing.TestDns;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of a resolver, and what is made of its answers. */
class ResolverDnsTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TestDns dns = TestDns.start();
  private final ResolverDns resolver = Judge.resolver(dns.address(), SOON);

  @AfterEach
  void close() {
    resolver.close();
    dns.close();
  }

  private Dns.Answer ask(String name, Dns.Type type) {
    return resolver.ask(name, type).toCompletableFuture().join();
  }

  private static void isUnavailable(ResolverDns asked, String name) {
    CompletionException failure =
        assertThrows(
            CompletionException.class,
            () -> asked.ask(name, Dns.Type.TXT).toCompletableFuture().join());
    assertTrue(failure.getCause() instanceof DnsUnavailable, "" + failure.getCause());
  }

  @Test
  @DisplayName("each type as it is; exchanges in their order; the pieces of a text are one")
  void reads() {
    dns.with("a.example", "A", "192.0.2.1").with("a.example", "A", "192.0.2.2");
    dns.with("a.example", "AAAA", "2001:db8::1");
    dns.with("a.example", "MX", "20 Second.Example").with("a.example", "MX", "10 first.example");
    dns.with("1.2.0.192.in-addr.arpa", "PTR", "a.example");
    dns.txt("a.example", "x".repeat(255) + " y").txt("a.example", "");

    assertEquals(List.of("192.0.2.1", "192.0.2.2"), ask("a.example", Dns.Type.A).values());
    assertEquals(List.of("2001:db8:0:0:0:0:0:1"), ask("A.Example", Dns.Type.AAAA).values());
    assertEquals(
        List.of("first.example", "second.example"), ask("a.example", Dns.Type.MX).values());
    assertEquals(List.of("a.example"), ask("1.2.0.192.in-addr.arpa", Dns.Type.PTR).values());
    assertEquals(List.of("x".repeat(255) + " y", ""), ask("a.example", Dns.Type.TXT).values());
  }

  @Test
  @DisplayName("a name without that type is there; one that is none is not")
  void tellsAbsenceFromEmptiness() {
    dns.with("a.example", "A", "192.0.2.1");

    assertEquals(new Dns.Answer(true, List.of()), ask("a.example", Dns.Type.TXT));
    assertEquals(new Dns.Answer(false, List.of()), ask("b.example", Dns.Type.TXT));
    assertEquals(new Dns.Answer(false, List.of()), ask("l".repeat(64) + ".example", Dns.Type.TXT));
  }

  @Test
  @DisplayName("aliases lead to their end; a circle, and too many of them, to nothing")
  void followsAliases() {
    dns.with("one.example", "CNAME", "two.example").with("two.example", "CNAME", "three.example");
    dns.txt("three.example", "there");
    dns.with("x.example", "CNAME", "y.example").with("y.example", "CNAME", "x.example");
    for (int i = 0; i < 12; i++) {
      dns.with("n%d.example".formatted(i), "CNAME", "n%d.example".formatted(i + 1));
    }
    dns.txt("n12.example", "too far");

    assertEquals(List.of("there"), ask("one.example", Dns.Type.TXT).values());
    assertEquals(List.of(), ask("x.example", Dns.Type.TXT).values());
    assertEquals(List.of(), ask("n0.example", Dns.Type.TXT).values());
  }

  @Test
  @DisplayName("a text of more than 4 KB is not there, and the others are")
  void passesOverGiants() {
    dns.txt("g.example", "x".repeat(5_000)).txt("g.example", "small");

    assertEquals(List.of("small"), ask("g.example", Dns.Type.TXT).values());
    assertTrue(dns.askedByTcp() > 0);
  }

  @Test
  @DisplayName("who says nothing, says that it cannot, or is not there → unavailable, in time")
  void isUnavailable() throws IOException {
    Instant before = Instant.now();
    isUnavailable(resolver, "a.silent.example");
    isUnavailable(resolver, "a.broken.example");
    int free;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ResolverDns nobody = Judge.resolver("127.0.0.1:" + free, SOON);
    isUnavailable(nobody, "a.example");
    nobody.close();
    assertTrue(Duration.between(before, Instant.now()).toSeconds() < 15);
  }

  @ParameterizedTest
  @CsvSource({"100, true", "3000, true", "10000, true", "99, false", "10001, false"})
  @DisplayName("a time that is none stops the start")
  void checksItsTime(long millis, boolean fits) {
    DnsConfig config =
        new DnsConfig() {
          @Override
          public Optional<String> resolver() {
            return Optional.of("192.0.2.1");
          }

          @Override
          public Duration timeout() {
            return Duration.ofMillis(millis);
          }
        };
    if (fits) {
      assertFalse(DnsLimits.check(config).isEmpty());
    } else {
      assertThrows(CannotStart.class, () -> DnsLimits.check(config));
    }
  }
}
