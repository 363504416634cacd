package dev.avowry.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7208, with the zone of its appendix A, over real DNS. */
class SpfTest {
  private final Judge judge = new Judge();

  @BeforeEach
  void writeZone() {
    judge
        .dns
        .with("example.com", "MX", "10 mail-a.example.com")
        .with("example.com", "MX", "20 mail-b.example.com")
        .with("example.com", "A", "192.0.2.10")
        .with("example.com", "A", "192.0.2.11")
        .with("example.com", "AAAA", "2001:db8::10")
        .with("amy.example.com", "A", "192.0.2.65")
        .with("bob.example.com", "A", "192.0.2.66")
        .with("mail-a.example.com", "A", "192.0.2.129")
        .with("mail-b.example.com", "A", "192.0.2.130")
        .with("example.org", "MX", "10 mail-c.example.org")
        .with("mail-c.example.org", "A", "192.0.2.140")
        .with("10.2.0.192.in-addr.arpa", "PTR", "example.com")
        .with("65.2.0.192.in-addr.arpa", "PTR", "amy.example.com")
        .with("140.2.0.192.in-addr.arpa", "PTR", "mail-c.example.org")
        .with("66.2.0.192.in-addr.arpa", "PTR", "liar.example.com");
    judge.from("strong-bad@t.example.com");
  }

  @AfterEach
  void close() {
    judge.close();
  }

  private Judge says(String record) {
    judge.dns.txt("t.example.com", record);
    return judge;
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 +all, 192.0.2.1, PASS",
    "v=spf1 a:example.com -all, 192.0.2.10, PASS",
    "v=spf1 a:example.com -all, 192.0.2.12, FAIL",
    "v=spf1 a:example.org -all, 192.0.2.10, FAIL",
    "v=spf1 a:example.com -all, 2001:db8::10, PASS",
    "v=spf1 a:example.com//64 -all, 2001:db8::ffff, PASS",
    "v=spf1 mx:example.com -all, 192.0.2.129, PASS",
    "v=spf1 mx:example.org -all, 192.0.2.140, PASS",
    "v=spf1 mx:example.com mx:example.org -all, 192.0.2.140, PASS",
    "v=spf1 mx:example.com/30 mx:example.org/30 -all, 192.0.2.131, PASS",
    "v=spf1 mx:example.com/30 mx:example.org/30 -all, 192.0.2.143, PASS",
    "v=spf1 mx:example.com/30 -all, 192.0.2.132, FAIL",
    "v=spf1 ptr:example.com -all, 192.0.2.10, PASS",
    "v=spf1 ptr:example.com -all, 192.0.2.65, PASS",
    "v=spf1 ptr:example.com -all, 192.0.2.140, FAIL",
    "v=spf1 ptr:example.com -all, 192.0.2.66, FAIL",
    "v=spf1 ip4:192.0.2.128/28 -all, 192.0.2.65, FAIL",
    "v=spf1 ip4:192.0.2.128/28 -all, 192.0.2.129, PASS",
    "v=spf1 ip4:192.0.2.128/28 -all, ::ffff:192.0.2.129, PASS",
    "v=spf1 ip4:0.0.0.0/0 -all, 203.0.113.9, PASS",
    "v=spf1 ip6:2001:db8::/32 -all, 2001:db8:1::1, PASS",
    "v=spf1 ip6:2001:db8::/32 -all, 2001:db9:1::1, FAIL",
    "v=spf1 ?all, 192.0.2.1, NEUTRAL",
    "v=spf1 ~all, 192.0.2.1, SOFTFAIL",
    "v=spf1, 192.0.2.1, NEUTRAL",
    "V=SPF1 -ALL, 192.0.2.1, FAIL",
    "v=spf10 -all, 192.0.2.1, NONE",
    "v=spf1 unknown=x -all, 192.0.2.1, FAIL",
    "v=spf1 exp=explain.%{d} -all, 192.0.2.1, FAIL"
  })
  @DisplayName("RFC 7208 §5 and appendix A: mechanisms, qualifiers, networks")
  void decides(String record, String client, SpfResult result) {
    assertEquals(result, says(record).by(client).spf());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 foo -all",
        "v=spf1 +all:x",
        "v=spf1 include -all",
        "v=spf1 include: -all",
        "v=spf1 ip4:192.0.2.1/33 -all",
        "v=spf1 ip4:192.0.2 -all",
        "v=spf1 ip4:1:2::3 -all",
        "v=spf1 ip6:192.0.2.1 -all",
        "v=spf1 ip6:::1/129 -all",
        "v=spf1 a:example.com/33 -all",
        "v=spf1 a:localhost -all",
        "v=spf1 a:example.123 -all",
        "v=spf1 exists:%{x}.example.com -all",
        "v=spf1 exists:%{d0}.example.com -all",
        "v=spf1 exists:%(d).example.com -all",
        "v=spf1 exists:%{c}.example.com -all",
        "v=spf1 redirect=a.example redirect=b.example",
        "v=spf1 ip4:192.0.2.3 nonsense:",
        "v=spf1 redirect=nothing.example.com"
      })
  @DisplayName("what makes no sense anywhere → permerror, whatever stands before it")
  void makesNoSense(String record) {
    assertEquals(SpfResult.PERMERROR, says(record).by("192.0.2.3").spf());
  }

  @ParameterizedTest
  @CsvSource({
    "%{s}, strong-bad@email.example.com",
    "%{o}, email.example.com",
    "%{d}, email.example.com",
    "%{d4}, email.example.com",
    "%{d3}, email.example.com",
    "%{d2}, example.com",
    "%{d1}, com",
    "%{dr}, com.example.email",
    "%{d2r}, example.email",
    "%{l}, strong-bad",
    "%{l-}, strong.bad",
    "%{lr}, strong-bad",
    "%{lr-}, bad.strong",
    "%{l1r-}, strong",
    "%{ir}.%{v}._spf.%{d2}, 3.2.0.192.in-addr._spf.example.com",
    "%{lr-}.lp._spf.%{d2}, bad.strong.lp._spf.example.com",
    "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}, bad.strong.lp.3.2.0.192.in-addr._spf.example.com",
    "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}, 3.2.0.192.in-addr.strong.lp._spf.example.com",
    "%{d2}.trusted-domains.example.net, example.com.trusted-domains.example.net",
    "a%%b%_c%-d, 'a%b c%20d'",
    "%{S}, strong-bad%40email.example.com",
    "%{h}, greeting.example"
  })
  @DisplayName("RFC 7208 §7.4: macros")
  void expands(String text, String expanded) {
    assertEquals(expanded, macros("192.0.2.3").expand(text, "email.example.com"));
  }

  @Test
  @DisplayName("RFC 7208 §7.4: macros of an IPv6 address; a name that is too long loses its head")
  void expandsLongOnes() {
    assertEquals(
        "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com",
        macros("2001:db8::cb01").expand("%{ir}.%{v}._spf.%{d2}", "email.example.com"));
    String name = macros("192.0.2.3").expand("abcdefghi.".repeat(30) + "%{d}", "example.com");
    assertTrue(name.length() <= 253 && name.endsWith(".example.com"), name);
  }

  private static SpfMacros macros(String client) {
    return new SpfMacros(
        InetAddress.ofLiteral(client),
        "greeting.example",
        "strong-bad",
        "email.example.com",
        () -> "unknown");
  }

  @Test
  @DisplayName("exists by macros; include and redirect go where they say, and not further")
  void goesOn() {
    judge
        .dns
        .with("3.2.0.192._spf.example.com", "A", "127.0.0.2")
        .txt("pass.example.com", "v=spf1 ip4:192.0.2.3 -all")
        .txt("fail.example.com", "v=spf1 -all");
    judge.dns.txt("e.example.com", "v=spf1 exists:%{ir}._spf.%{d2} -all");
    judge.dns.txt("i.example.com", "v=spf1 include:fail.example.com include:pass.example.com -all");
    judge.dns.txt("r.example.com", "v=spf1 redirect=fail.example.com ip4:192.0.2.3");
    judge.dns.txt("p.example.com", "v=spf1 exists:%{p}._p.example.com -all");
    judge.dns.with("amy.example.com._p.example.com", "A", "127.0.0.2");

    assertEquals(SpfResult.PASS, judge.from("a@e.example.com").by("192.0.2.3").spf());
    assertEquals(SpfResult.FAIL, judge.by("192.0.2.4").spf());
    assertEquals(SpfResult.PASS, judge.from("a@i.example.com").by("192.0.2.3").spf());
    assertEquals(SpfResult.FAIL, judge.by("192.0.2.4").spf());
    assertEquals(SpfResult.PASS, judge.from("a@r.example.com").by("192.0.2.3").spf());
    assertEquals(SpfResult.FAIL, judge.by("192.0.2.4").spf());
    assertEquals(SpfResult.PASS, judge.from("a@p.example.com").by("192.0.2.65").spf());
  }

  @Test
  @DisplayName("RFC 7208 §2.4: of who has no return address the greeting is asked")
  void asksTheGreeting() {
    judge.dns.txt("mx.example.com", "v=spf1 ip4:192.0.2.3 -all");
    judge.from("").by("192.0.2.3");

    assertEquals(SpfResult.PASS, judge.spf("mx.example.com"));
    assertEquals(SpfResult.NONE, judge.spf("[192.0.2.3]"));
    assertEquals(SpfResult.NONE, judge.spf("localhost"));
  }

  @Test
  @DisplayName("A-152 loops, more than ten terms, more than ten exchanges → permerror")
  void asksNoMoreThanItMay() {
    String many =
        IntStream.rangeClosed(1, 10).mapToObj(i -> " a:example.com").reduce("", String::concat);
    judge.dns.txt("self.example.com", "v=spf1 include:self.example.com -all");
    judge.dns.txt("there.example.com", "v=spf1 redirect=back.example.com");
    judge.dns.txt("back.example.com", "v=spf1 redirect=there.example.com");
    judge.dns.txt("ten.example.com", "v=spf1" + many + " -all");
    judge.dns.txt("eleven.example.com", "v=spf1" + many + " a:example.com -all");
    judge.dns.txt("mxs.example.com", "v=spf1 mx -all");
    IntStream.rangeClosed(1, 11)
        .forEach(i -> judge.dns.with("mxs.example.com", "MX", "1 m%d.example.com".formatted(i)));
    judge.by("192.0.2.3");

    assertEquals(SpfResult.PERMERROR, judge.from("a@self.example.com").spf());
    assertEquals(SpfResult.PERMERROR, judge.from("a@there.example.com").spf());
    assertEquals(SpfResult.FAIL, judge.from("a@ten.example.com").spf());
    assertEquals(SpfResult.PERMERROR, judge.from("a@eleven.example.com").spf());
    assertEquals(SpfResult.PERMERROR, judge.from("a@mxs.example.com").spf());
    assertTrue(judge.dns.asked() < 60, "asked: " + judge.dns.asked());
  }

  @Test
  @DisplayName("RFC 7208 §4.6.4: two questions may be in vain, and not three")
  void asksInVainTwice() {
    judge.dns.txt("two.example.com", "v=spf1 a:n1.example.net a:n2.example.net -all");
    judge.dns.txt(
        "three.example.com", "v=spf1 a:n1.example.net a:n2.example.net a:n3.example.net +all");

    assertEquals(SpfResult.FAIL, judge.from("a@two.example.com").spf());
    assertEquals(SpfResult.PERMERROR, judge.from("a@three.example.com").spf());
  }

  @Test
  @DisplayName("two records → permerror; none, or no domain → none; who cannot say → temperror")
  void hasNoneOrTwo() {
    says("v=spf1 +all").dns.txt("t.example.com", "v=spf1 -all");

    assertEquals(SpfResult.PERMERROR, judge.spf());
    assertEquals(SpfResult.NONE, judge.from("a@amy.example.com").spf());
    assertEquals(SpfResult.NONE, judge.from("a@nowhere.example").spf());
    assertEquals(SpfResult.NONE, judge.from("a@localhost").spf());
    assertEquals(SpfResult.NONE, judge.from("a@x..example").spf());
    assertEquals(SpfResult.TEMPERROR, judge.from("a@broken.example").spf());
    judge.dns.txt("t2.example.com", "v=spf1 include:broken.example +all");
    assertEquals(SpfResult.TEMPERROR, judge.from("a@t2.example.com").spf());
  }
}
