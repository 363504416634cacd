package dev.avowry.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.DkimSigner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6376 and RFC 8463, with their own examples, over real DNS. */
class DkimTest {
  private static final String LETTER =
      """
      From: Joe SixPack <joe@football.example.com>
      To: Suzie Q <suzie@shopping.example.net>
      Subject: Is dinner ready?
      Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
      Message-ID: <20030712040037.46341.5F8J@football.example.com>

      Hi.

      We lost the game.  Are you hungry yet?

      Joe.
      """;

  private static final String RFC_6376 =
      """
      DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
            c=simple/simple; q=dns/txt; i=joe@football.example.com;
            h=Received : From : To : Subject : Date : Message-ID;
            bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
            b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
            4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
            KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
            4bmp/YzhwvcubU4=;
      Received: from client1.football.example.com  [192.0.2.1]
            by submitserver.example.com with SUBMISSION;
            Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
      """;

  private static final String RFC_6376_KEY =
      "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
          + "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4O"
          + "uKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";

  private static final String RFC_8463 =
      """
      DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=brisbane; t=1528637909; h=from : to :
       subject : date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
       Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
      DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=test; t=1528637909; h=from : to : subject :
       date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
       DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
       dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
      """;

  private static final String DOMAIN = "shop.example";

  private final Judge judge = new Judge();
  private final DkimSigner signer = DkimSigner.of(DOMAIN).publish(judge.dns);

  @AfterEach
  void close() {
    judge.close();
  }

  private static String lines(String text) {
    return text.replaceAll("\r?\n", "\r\n");
  }

  private static String letter() {
    return lines(
        """
        From: Shop <no-reply@shop.example>
        To: you
        Subject: Your code
        Date: Mon, 23 Nov 2026 10:00:00 +0000
        Message-ID: <1@shop.example>

        Your code  is 482913.

        Good day.
        """);
  }

  private List<String> passed(String message) {
    return judge.verdict(message, DOMAIN).dkim();
  }

  private void refuses(String message) {
    assertEquals(List.of(), passed(message), message);
    assertFalse(judge.verdict(message, DOMAIN).aligned());
  }

  @Test
  @DisplayName("RFC 6376 §A.2: its own message passes, and no other does")
  void verifiesTheExampleOfRfc6376() {
    judge.dns.txt("brisbane._domainkey.example.com", RFC_6376_KEY);
    String message = lines(RFC_6376 + LETTER).replace("game.  Are", "game. Are");

    assertEquals(List.of("example.com"), judge.verdict(message, "football.example.com").dkim());
    assertEquals(
        List.of(),
        judge.verdict(message.replace("hungry", "Hungry"), "football.example.com").dkim());
  }

  @Test
  @DisplayName("RFC 8463 §A.3: Ed25519 and RSA, each by itself")
  void verifiesTheExampleOfRfc8463() {
    String message = lines(RFC_8463 + LETTER);
    String author = "football.example.com";
    assertEquals(List.of(), judge.verdict(message, author).dkim());
    judge.dns.txt(
        "brisbane._domainkey.football.example.com",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    assertEquals(List.of(author), judge.verdict(message, author).dkim());

    try (Judge other = new Judge()) {
      other.dns.txt(
          "test._domainkey.football.example.com",
          "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5"
              + "qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM"
              + "KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB");
      assertEquals(List.of(author), other.verdict(message, author).dkim());
    }
  }

  @Test
  @DisplayName("what a domain has signed passes, by RSA of 2048 bits (whose key needs TCP) as well")
  void verifies() {
    assertEquals(List.of(DOMAIN), passed(signer.sign(letter())));
    DkimSigner rsa = DkimSigner.rsa(DOMAIN, 2_048).with("s", "rsa").publish(judge.dns);
    assertEquals(List.of(DOMAIN), passed(rsa.sign(letter())));
    DkimSigner large = DkimSigner.rsa(DOMAIN, 4_096).with("s", "large").publish(judge.dns);
    assertEquals(List.of(DOMAIN), passed(large.sign(letter())));
    assertTrue(judge.dns.askedByTcp() > 0, "none of it by TCP");
  }

  @Test
  @DisplayName("A-152 any byte of the body, or of what is signed of the header, changed → nobody")
  void breaksByAnyByte() {
    String signed = signer.sign(letter());
    int start = signed.indexOf("From:");
    Random random = new Random(7);
    for (int at = start; at < signed.length(); at++) {
      char was = signed.charAt(at);
      if (Character.isWhitespace(was)) {
        continue;
      }
      char other = (char) ('!' + random.nextInt(94));
      if (Character.toLowerCase(other) != Character.toLowerCase(was)) {
        String changed = signed.substring(0, at) + other + signed.substring(at + 1);
        assertEquals(List.of(), passed(changed), "at %d: %s for %s".formatted(at, other, was));
      }
    }
  }

  @Test
  @DisplayName("RFC 6376 §3.4: white space as relaxed allows it passes, and no other")
  void allowsWhiteSpace() {
    String signed = signer.sign(letter());
    for (String[] change :
        new String[][] {
          {"Subject: Your code", "SUBJECT :  Your\r\n  code  "},
          {"code  is 482913.", "code is \t482913. "},
          {"Good day.\r\n", "Good day.\r\n\r\n\r\n"},
        }) {
      assertEquals(List.of(DOMAIN), passed(signed.replace(change[0], change[1])), change[1]);
    }
    refuses(signed.replace("482913.", "482913 ."));
    refuses(signed.replace(".\r\n\r\nGood", ".\r\n\r\n\r\nGood"));
    refuses(signed.replace("Your code\r\n", "Yourcode\r\n"));
  }

  @Test
  @DisplayName("A-152 a header that is added: From, Subject → nobody; what nobody reads → passes")
  void refusesWhatIsAdded() {
    String signed = signer.sign(letter());
    refuses("From: Bank <no-reply@bank.example>\r\n" + signed);
    refuses(signed.replace("To: you", "From: no-reply@shop.example\r\nTo: you"));
    refuses("Subject: Your code is 666666\r\n" + signed);
    refuses("subject : Your code is 666666\r\n" + signed);
    refuses(signed.replace("To: you", "no field at all\r\nTo: you"));
    assertEquals(
        List.of(DOMAIN),
        passed(
            "Authentication-Results: mail.example; dmarc=pass\r\nReceived: from x\r\n" + signed));
    refuses("Authentication-Results: mail.example; dmarc=pass; dkim=pass\r\n" + letter());
  }

  @Test
  @DisplayName("A-152 l=: what leaves some of the body to others is none")
  void refusesPartOfABody() {
    String whole = "Your code is 482913.\r\n\r\nGood day.\r\n";
    String signed = signer.with("l", String.valueOf(whole.length())).sign(letter());
    assertEquals(List.of(DOMAIN), passed(signed));
    refuses(signed + "Your code is 666666.\r\n");
    refuses(
        signer
            .with("l", "0")
            .with("bh", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
            .sign(letter()));
  }

  @ParameterizedTest
  @CsvSource({
    "v, 2",
    "a, rsa-sha1",
    "a, ed25519-sha1",
    "a, none",
    "c, strict/strict",
    "c, relaxed/relaxed/relaxed",
    "d, example",
    "d, other.example",
    "i, joe@shop.example.evil.example",
    "i, joe@othershop.example",
    "h, to:subject",
    "h, from:to",
    "q, http",
    "l, x",
    "t, x",
    "x, 1795427999",
    "x, 1795428000",
    "t, 1795435201",
    "s, ../test",
    "s, other"
  })
  @DisplayName("a tag that makes it none → nobody (now is 1795428000)")
  void refusesTags(String tag, String value) {
    refuses(signer.with(tag, value).sign(letter()));
  }

  @ParameterizedTest
  @CsvSource({"x, 1795428001", "t, 1795428000", "i, joe@below.shop.example", "z, From:x"})
  @DisplayName("a tag that makes no difference → passes")
  void takesTags(String tag, String value) {
    assertEquals(List.of(DOMAIN), passed(signer.with(tag, value).sign(letter())));
  }

  @Test
  @DisplayName("a tag twice → nobody")
  void refusesTagsTwice() {
    refuses(signer.sign(letter()).replace("; b=", "; d=shop.example; b="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=DKIM2; k=ed25519; p=KEY",
        "k=ed25519; p=KEY; v=DKIM1",
        "v=DKIM1; k=rsa; p=KEY",
        "v=DKIM1; p=KEY",
        "v=DKIM1; k=ed25519; p=",
        "v=DKIM1; k=ed25519",
        "v=DKIM1; k=ed25519; h=sha1; p=KEY",
        "v=DKIM1; k=ed25519; s=tlsrpt; p=KEY",
        "v=DKIM1; k=ed25519; t=y; p=KEY",
        "v=DKIM1; k=ed25519; t=s:y; p=KEY",
        "v=DKIM1; k=ed25519; p=AAAA",
        "v=DKIM1; k=ed25519; p=!",
        "KEY",
        ""
      })
  @DisplayName("a key that is none, is taken back, tried out, or for something else → nobody")
  void refusesKeys(String record) {
    DkimSigner other = DkimSigner.of(DOMAIN).with("s", "other");
    String key = other.keyRecord().replaceAll(".*p=", "");
    judge.dns.txt(other.keyName(), record.replace("KEY", key));
    refuses(other.sign(letter()));
  }

  @Test
  @DisplayName("t=s: for its own domain and none below")
  void isStrict() {
    DkimSigner other = DkimSigner.of(DOMAIN).with("s", "strict");
    judge.dns.txt(other.keyName(), other.keyRecord() + "; t=s");
    assertEquals(List.of(DOMAIN), passed(other.sign(letter())));
    refuses(other.with("i", "@below.shop.example").sign(letter()));
  }

  @Test
  @DisplayName(
      "A-152 a weak key, a huge one, two keys, a giant text, an alias that goes in a circle")
  void refusesTricksWithKeys() {
    DkimSigner weak = DkimSigner.rsa(DOMAIN, 768).with("s", "weak").publish(judge.dns);
    refuses(weak.sign(letter()));
    DkimSigner twice = DkimSigner.of(DOMAIN).with("s", "twice").publish(judge.dns);
    twice.publish(judge.dns);
    refuses(twice.sign(letter()));
    DkimSigner giant = DkimSigner.of(DOMAIN).with("s", "giant");
    judge.dns.txt(giant.keyName(), giant.keyRecord() + "; n=" + "x".repeat(60_000));
    refuses(giant.sign(letter()));
    DkimSigner round = DkimSigner.of(DOMAIN).with("s", "round");
    judge.dns.with(round.keyName(), "CNAME", "other._domainkey.shop.example");
    judge.dns.with("other._domainkey.shop.example", "CNAME", round.keyName());
    refuses(round.sign(letter()));
    DkimSigner alias = DkimSigner.of(DOMAIN).with("s", "alias");
    judge.dns.with(alias.keyName(), "CNAME", "key.provider.example");
    judge.dns.txt("key.provider.example", alias.keyRecord());
    assertEquals(List.of(DOMAIN), passed(alias.sign(letter())));
  }

  @Test
  @DisplayName("of many signatures the author's are looked at, and few of the others")
  void looksAtFew() {
    String signed = signer.sign(letter());
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String domain = "d%d.example".formatted(i);
      others.add(DkimSigner.of(domain).sign(letter()).split("\r\n", 2)[0]);
      judge.dns.txt("test._domainkey." + domain, signer.keyRecord());
    }
    Verdict verdict = judge.verdict(String.join("\r\n", others) + "\r\n" + signed, DOMAIN);

    assertTrue(verdict.dkim().contains(DOMAIN), "" + verdict);
    assertEquals(5, verdict.dkim().size(), "" + verdict);
    assertTrue(judge.dns.asked() < 20, "asked: " + judge.dns.asked());
  }
}
