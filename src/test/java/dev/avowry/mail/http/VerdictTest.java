package dev.avowry.mail.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.DkimSigner;
import dev.avowry.testing.SmtpPeer;
import dev.avowry.testing.TestDatabase;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.VaultRows;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A-152: whom a message is from, by SMTP and DNS as they are, and what comes of it for codes. */
@AvowryTest
class VerdictTest {
  private static final String SHOP = "genuine.example";
  private static final String METER = "avowry_mail_verdicts_total";

  private TestMailbox mailbox;

  @BeforeEach
  void make() {
    mailbox = TestMailbox.make();
    TestDatabase.dns().once("_dmarc." + SHOP, "v=DMARC1; p=quarantine");
    TestDatabase.dns().once("_dmarc.reject.example", "v=DMARC1; p=reject");
  }

  private static String coded(String domain) {
    return TestMailbox.letter("Your code is 482913")
        .replace("sender@peer.example", "no-reply@" + domain);
  }

  private static String genuine() {
    return TestMailbox.signed(SHOP, coded(SHOP));
  }

  private Response await() {
    return Api.as(mailbox.token())
        .body(Map.of("sender_domain", SHOP, "wait_seconds", 0))
        .post("/v1/mail/await-code");
  }

  private String sendAs(String sender, String message) {
    try (SmtpPeer peer = SmtpPeer.connect().untilDataAs(sender, mailbox.address())) {
      return peer.send(message);
    }
  }

  @Test
  @DisplayName("a signed message → verdict in lists, searches and what is read; its code is told")
  void believesWhatIsSigned() throws Exception {
    mailbox.receiveWhole(genuine());
    String id = mailbox.first();

    JsonPath listed = mailbox.list();
    assertEquals(List.of(SHOP), listed.getList("items[0].verdict.dkim"));
    assertEquals("pass", listed.getString("items[0].verdict.dmarc"));
    assertEquals("none", listed.getString("items[0].verdict.spf"));
    assertTrue(listed.getBoolean("items[0].verdict.aligned"));
    Api.as(mailbox.token())
        .body(Map.of("words", "your code"))
        .post("/v1/mail/search")
        .then()
        .statusCode(200)
        .body("items[0].verdict.aligned", equalTo(true));
    Api.as(mailbox.token())
        .post("/v1/mail/{id}/read", id)
        .then()
        .statusCode(200)
        .body("message.verdict.dmarc", equalTo("pass"));
    await().then().statusCode(200).body("value", equalTo("482913"));
    Api.as(mailbox.token())
        .body(Map.of("sender_domain", SHOP, "wait_seconds", 0, "verified", true))
        .post("/v1/mail/await-code")
        .then()
        .statusCode(200)
        .body("value", equalTo("482913"));
    assertEquals(List.of(), VaultRows.tablesWith(SHOP), "who wrote is sealed");
  }

  static Stream<String> forged() {
    String signed = genuine();
    return Stream.of(
        coded(SHOP),
        "Authentication-Results: mail.example; dkim=pass header.d=%s; dmarc=pass\n".formatted(SHOP)
            + "Received-SPF: pass\n"
            + coded(SHOP),
        TestMailbox.signed("evil.example", coded(SHOP)),
        TestMailbox.signed(SHOP + ".evil.example", coded(SHOP)),
        TestMailbox.signed("not" + SHOP, coded(SHOP)),
        DkimSigner.of(SHOP).with("s", "unpublished").sign(coded(SHOP)),
        signed.replace("482913", "666666"),
        signed.replace("Good day.", "Good day!"),
        "Subject: Your code is 666666\r\n" + signed,
        "From: x@evil.example\r\n" + signed,
        signed.replace("Somebody <no-reply@", "Somebody <x@evil.example>, <no-reply@"),
        DkimSigner.of(SHOP).with("l", "0").sign(coded(SHOP)) + "more\r\n",
        DkimSigner.of(SHOP).with("x", "1000000000").sign(coded(SHOP)));
  }

  @ParameterizedTest
  @MethodSource("forged")
  @DisplayName("A-152 a forged message → kept, not aligned, and no code of it is told")
  void believesNothingElse(String message) {
    mailbox.receiveWhole(message);

    assertFalse(mailbox.list().getBoolean("items[0].verdict.aligned"), message);
    await().then().statusCode(200).body("found", equalTo(false));
    Api.as(mailbox.token())
        .body(Map.of("sender_domain", SHOP, "wait_seconds", 0, "verified", false))
        .post("/v1/mail/await-code")
        .then()
        .statusCode(200)
        .body("found", equalTo(false));
  }

  @Test
  @DisplayName("a genuine code is told although a forged one came after it")
  void looksPastForgedOnes() {
    mailbox.receiveWhole(genuine());
    mailbox.receiveWhole(coded(SHOP).replace("482913", "666666"));

    await().then().statusCode(200).body("value", equalTo("482913"));
  }

  @Test
  @DisplayName("SPF by MAIL FROM and the address of the connection: aligned passes, another fails")
  void believesTheNetwork() {
    TestDatabase.dns().once("bounce." + SHOP, "v=spf1 ip4:127.0.0.1 -all");
    TestDatabase.dns().once("bounce.evil.example", "v=spf1 ip4:127.0.0.1 -all");
    TestDatabase.dns().once("wrong." + SHOP, "v=spf1 ip4:192.0.2.1 -all");

    assertTrue(sendAs("x@bounce." + SHOP, coded(SHOP)).startsWith("250"));
    JsonPath first = mailbox.list();
    assertEquals("pass", first.getString("items[0].verdict.spf"));
    assertTrue(first.getBoolean("items[0].verdict.aligned"));
    assertTrue(sendAs("x@bounce.evil.example", coded(SHOP)).startsWith("250"));
    JsonPath second = mailbox.list();
    assertEquals("pass", second.getString("items[0].verdict.spf"));
    assertFalse(second.getBoolean("items[0].verdict.aligned"));
    assertTrue(sendAs("x@wrong." + SHOP, coded(SHOP)).startsWith("250"));
    JsonPath third = mailbox.list();
    assertEquals("fail", third.getString("items[0].verdict.spf"));
    assertEquals("fail", third.getString("items[0].verdict.dmarc"));
  }

  @Test
  @DisplayName("p=reject, where the operator heeds it: forged → 550 5.7.26, signed → 250")
  void refusesWhatIsAskedFor() {
    assertTrue(sendAs("x@peer.example", coded("reject.example")).startsWith("550 5.7.26"));
    assertEquals(0, mailbox.show().getInt("messages"));
    mailbox.receiveWhole(TestMailbox.signed("reject.example", coded("reject.example")));
    assertEquals(1, mailbox.show().getInt("messages"));
  }

  @Test
  @DisplayName("DNS that does not answer, or cannot → 250, temperror, no code")
  void takesInWithoutDns() {
    for (String domain : List.of("silent.example", "broken.example")) {
      String message = DkimSigner.of(domain).sign(coded(domain));
      assertTrue(sendAs("x@" + domain, message).startsWith("250"));
      JsonPath listed = mailbox.list();
      assertEquals("temperror", listed.getString("items[0].verdict.dmarc"));
      assertEquals("temperror", listed.getString("items[0].verdict.spf"));
      assertFalse(listed.getBoolean("items[0].verdict.aligned"));
      assertTrue(
          RestAssured.get("/q/metrics").asString().contains(METER + "{outcome=\"temperror\"}"));
      Api.as(mailbox.token())
          .body(Map.of("sender_domain", domain, "wait_seconds", 0))
          .post("/v1/mail/await-code")
          .then()
          .statusCode(200)
          .body("found", equalTo(false));
    }
  }
}
