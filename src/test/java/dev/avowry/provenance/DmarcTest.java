package dev.avowry.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.DkimSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9989: which domain is of which organization, and what it asks for. */
class DmarcTest {
  private final Judge judge = new Judge();
  private int signatures;

  @AfterEach
  void close() {
    judge.close();
  }

  private static String letter(String from) {
    return "From: %s\r\nSubject: hello\r\n\r\nGood day.\r\n".formatted(from);
  }

  private DmarcTest asks(String domain, String record) {
    judge.dns.txt("_dmarc." + domain, record);
    return this;
  }

  private Judgement signedBy(String signer, String author) {
    signatures++;
    String message =
        DkimSigner.of(signer)
            .with("s", "s" + signatures)
            .publish(judge.dns)
            .sign(letter("x@" + author));
    return judge.judge(message, author);
  }

  private void is(DmarcResult result, boolean aligned, Judgement judgement) {
    assertEquals(result, judgement.verdict().dmarc(), "" + judgement);
    assertEquals(aligned, judgement.verdict().aligned(), "" + judgement);
  }

  @Test
  @DisplayName("aligned: the same domain; relaxed below it and above it; strict no other")
  void aligns() {
    asks("relaxed.example", "v=DMARC1; p=reject");
    asks("strict.example", "v=DMARC1; p=reject; adkim=s");

    is(DmarcResult.PASS, true, signedBy("relaxed.example", "relaxed.example"));
    is(DmarcResult.PASS, true, signedBy("mail.relaxed.example", "relaxed.example"));
    is(DmarcResult.PASS, true, signedBy("relaxed.example", "news.relaxed.example"));
    is(DmarcResult.PASS, true, signedBy("mail.relaxed.example", "news.relaxed.example"));
    is(DmarcResult.PASS, true, signedBy("strict.example", "strict.example"));
    is(DmarcResult.FAIL, false, signedBy("mail.strict.example", "strict.example"));
    is(DmarcResult.FAIL, false, signedBy("strict.example", "news.strict.example"));
  }

  @Test
  @DisplayName("A-152 another domain, one that ends alike, one that looks alike → fail")
  void alignsNoOther() {
    asks("bank.example", "v=DMARC1; p=reject");

    is(DmarcResult.FAIL, false, signedBy("evil.example", "bank.example"));
    is(DmarcResult.FAIL, false, signedBy("evilbank.example", "bank.example"));
    is(DmarcResult.FAIL, false, signedBy("bank.example.evil.example", "bank.example"));
    is(DmarcResult.FAIL, false, signedBy("xn--bnk-5cd.example", "bank.example"));
    assertTrue(signedBy("evil.example", "bank.example").refusalAsked());
  }

  @Test
  @DisplayName("a domain that asks for nothing: none, and aligned when it is the very same")
  void asksForNothing() {
    is(DmarcResult.NONE, true, signedBy("quiet.example", "quiet.example"));
    is(DmarcResult.NONE, false, signedBy("mail.quiet.example", "quiet.example"));
    is(DmarcResult.NONE, false, signedBy("evil.example", "quiet.example"));
    is(DmarcResult.NONE, false, judge.judge(letter("x@quiet.example"), "quiet.example"));
  }

  @Test
  @DisplayName("RFC 9989 §4.10: organizations below a suffix are apart, by psd=y; psd=n is one")
  void walksTheTree() {
    asks("co.example", "v=DMARC1; p=reject; psd=y");
    asks("one.co.example", "v=DMARC1; p=none");
    asks("branch.big.example", "v=DMARC1; p=none; psd=n");
    asks("big.example", "v=DMARC1; p=none");

    is(DmarcResult.PASS, true, signedBy("mail.one.co.example", "one.co.example"));
    is(DmarcResult.FAIL, false, signedBy("two.co.example", "one.co.example"));
    is(DmarcResult.FAIL, false, signedBy("one.co.example", "three.co.example"));
    is(DmarcResult.FAIL, false, signedBy("co.example", "one.co.example"));
    is(DmarcResult.PASS, true, signedBy("a.branch.big.example", "branch.big.example"));
    is(DmarcResult.FAIL, false, signedBy("big.example", "a.branch.big.example"));
  }

  @Test
  @DisplayName("a top-level domain that publishes something is nobody's organization")
  void takesNoTopLevelDomain() {
    asks("example", "v=DMARC1; p=none");

    is(DmarcResult.FAIL, false, signedBy("evil.example", "good.example"));
    is(DmarcResult.PASS, true, signedBy("good.example", "good.example"));
  }

  @Test
  @DisplayName("RFC 9989 §4.10: at most eight questions, however long the name")
  void asksAtMostEight() {
    asks("long.example", "v=DMARC1; p=reject");
    String author = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.long.example";
    int before = judge.dns.asked();
    TreeWalk way = TreeWalk.from(author, judge.lookups());

    assertEquals(8, judge.dns.asked() - before);
    assertEquals("long.example", way.organization());
    is(DmarcResult.PASS, true, signedBy("long.example", author));
  }

  @ParameterizedTest
  @CsvSource({
    "'v=DMARC1; p=reject', true",
    "'v=DMARC1; p=quarantine', false",
    "'v=DMARC1; p=none', false",
    "'v=DMARC1; p=reject; t=y', false",
    "'v=DMARC1', false",
    "'v=DMARC1; p=nonsense', false",
    "'v=DMARC1;p=REJECT;rua=mailto:x@y.example', true"
  })
  @DisplayName("p=: whether it asks for a refusal")
  void asksForARefusal(String record, boolean refusal) {
    asks("bank.example", record);
    assertEquals(refusal, signedBy("evil.example", "bank.example").refusalAsked());
  }

  @Test
  @DisplayName("sp= for domains below, np= for those that there are not")
  void asksForThoseBelow() {
    asks("bank.example", "v=DMARC1; p=none; sp=quarantine; np=reject");
    judge.dns.with("real.bank.example", "A", "192.0.2.9");

    assertFalse(signedBy("evil.example", "bank.example").refusalAsked());
    assertFalse(signedBy("evil.example", "real.bank.example").refusalAsked());
    assertTrue(signedBy("evil.example", "unreal.bank.example").refusalAsked());
  }

  @Test
  @DisplayName("two records, or one that is none → asks for nothing")
  void saysItTwice() {
    asks("two.example", "v=DMARC1; p=reject").asks("two.example", "v=DMARC1; p=none");
    asks("odd.example", "p=reject; v=DMARC1");

    is(DmarcResult.NONE, false, signedBy("evil.example", "two.example"));
    is(DmarcResult.NONE, false, signedBy("evil.example", "odd.example"));
  }

  @Test
  @DisplayName("SPF of an aligned return address passes; of another one it does not; aspf=s")
  void alignsBySpf() {
    asks("spf.example", "v=DMARC1; p=reject");
    asks("strict.example", "v=DMARC1; p=reject; aspf=s");
    judge.by("192.0.2.3").dns.txt("spf.example", "v=spf1 ip4:192.0.2.3 -all");
    judge.dns.txt("b.spf.example", "v=spf1 ip4:192.0.2.3 -all");
    judge.dns.txt("b.strict.example", "v=spf1 ip4:192.0.2.3 -all");
    judge.dns.txt("evil.example", "v=spf1 ip4:192.0.2.3 -all");

    is(DmarcResult.PASS, true, sentAs("x@spf.example", "spf.example"));
    is(DmarcResult.PASS, true, sentAs("x@b.spf.example", "spf.example"));
    is(DmarcResult.FAIL, false, sentAs("x@evil.example", "spf.example"));
    is(DmarcResult.FAIL, false, sentAs("x@b.strict.example", "strict.example"));
    judge.by("192.0.2.4");
    is(DmarcResult.FAIL, false, sentAs("x@spf.example", "spf.example"));
    judge.byRelay();
    is(DmarcResult.FAIL, false, sentAs("x@spf.example", "spf.example"));
    assertEquals(SpfResult.NONE, judge.spf());
  }

  private Judgement sentAs(String mailFrom, String author) {
    return judge.from(mailFrom).judge(letter("x@" + author), author);
  }

  @Test
  @DisplayName("who does not answer, or cannot → temperror, and never aligned")
  void isOpen() {
    is(DmarcResult.TEMPERROR, false, signedBy("broken.example", "broken.example"));
    asks("half.example", "v=DMARC1; p=reject");
    String message = DkimSigner.of("half.example").with("s", "x").sign(letter("x@half.example"));
    judge.dns.with("x._domainkey.half.example", "CNAME", "nothing.example");
    is(DmarcResult.FAIL, false, judge.judge(message, "half.example"));
    judge.from("x@broken.example");
    is(DmarcResult.TEMPERROR, false, judge.judge(message, "half.example"));
  }

  @Test
  @DisplayName("A-152 DNS that is silent: open within the time that there is")
  void isNotHeldUp() {
    Instant before = Instant.now();
    Judgement judgement = signedBy("silent.example", "silent.example");

    is(DmarcResult.TEMPERROR, false, judgement);
    assertFalse(judgement.refusalAsked());
    assertTrue(Duration.between(before, Instant.now()).toSeconds() < 20);
  }

  @Test
  @DisplayName("the time of one message is one, however many questions it has")
  void hasOneTime() {
    Lookups lookups =
        new Lookups(
            Judge.resolver(judge.dns.address(), Duration.ofSeconds(2)), Duration.ofMillis(300));
    Instant before = Instant.now();
    for (int i = 0; i < 50; i++) {
      String name = "n%d.silent.example".formatted(i);
      assertThrows(DnsUnavailable.class, () -> lookups.ask(name, Dns.Type.TXT));
    }
    assertTrue(Duration.between(before, Instant.now()).toSeconds() < 5);
  }

  @Test
  @DisplayName("A-152 no author, two, or one that nobody reads alike → permerror")
  void hasNoAuthor() {
    String two = letter("a@bank.example, b@evil.example");
    assertEquals(DmarcResult.PERMERROR, judge.verdict(two, "").dmarc());
    String twice = "From: x@bank.example\r\n" + letter("x@bank.example");
    assertEquals(DmarcResult.PERMERROR, judge.verdict(twice, "bank.example").dmarc());
    assertEquals(
        new Verdict(SpfResult.NONE, List.of(), DmarcResult.PERMERROR, false),
        judge.verdict("x".repeat(100_000), "bank.example"));
    assertEquals(DmarcResult.PERMERROR, judge.verdict(letter("x@localhost"), "localhost").dmarc());
  }
}
