package dev.avowry.key;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.ReceivingServer;
import dev.avowry.testing.TestAccount;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.TestReceiver;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.TestSigner;
import dev.avowry.testing.VaultRows;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Each place in which something is sealed says for what, as the code does that opens it: with a key
 * that nothing is sealed with, all of it is sealed anew, and the service goes on.
 */
@AvowryTest
@NullUnmarked
class SealedStoreTest {
  private static final byte[] NOBODYS = new byte[Kek.ID_BYTES];
  private static final int ALL = 100_000;

  @Inject Sealer sealer;

  @Test
  @DisplayName("A-141 every column is sealed anew for its purpose, and opens as before")
  void sealsEverythingAnew() {
    TestHuman human = TestHuman.sponsor();
    TestClient agent =
        Api.agent(human.id()).with("scopes", List.of("read", "vault:read")).register();
    TestSecret secret =
        TestSecret.keep(human.as(), "a value", TestSecret.boundTo("https://api.example"));
    secret.grant(human.as(), agent.id());
    TestAccount account = TestAccount.withPassword();
    TestClient signer = TestSigner.agent();
    String signed = TestSigner.jws(signer, "before");
    TestMailbox mailbox = TestMailbox.make().allow(1, "ada@example.com");
    mailbox.receive("a letter");
    mailbox.send(TestMailbox.toSend("ada@example.com")).then().statusCode(202);
    try (ReceivingServer server = ReceivingServer.start()) {
      server.answer(204, "");
      receive(server);
      beNoticed(server, human);

      Set<String> tables = tables();
      SealedStore.Turn turn = sealAll();

      assertTrue(
          tables.containsAll(
              Set.of(
                  "account",
                  "agent_signing_key",
                  "approval_notice",
                  "checkpoint_key",
                  "mail_message",
                  "mail_outgoing",
                  "mailbox",
                  "signing_key",
                  "ssf_stream",
                  "vault_version")),
          tables::toString);
      assertTrue(turn.done() >= tables.size(), "sealed anew: " + turn);
    }
    TestSigner.verified(signer.ownToken("sign"), signed).then().body("valid", equalTo(true));
    TestSigner.jws(signer, "after");
    assertEquals("a value", secret.value(agent.ownToken("vault:read")));
    account.signIn(account.browser(), account.nextCode()).then().statusCode(303);
    assertEquals(List.of(), Beans.ask(SealedStore.class, it -> it.sealedByOthersThan(known())));
  }

  @Test
  @DisplayName("A-141 what does not open is left as it is, and keeps nothing else from its turn")
  void leavesWhatIsBroken() {
    TestHuman human = TestHuman.sponsor();
    TestSecret one = TestSecret.keep(human.as(), "one");
    TestSecret other = TestSecret.keep(human.as(), "other");
    TestSecret sound = TestSecret.keep(human.as(), "sound");
    TestClient agent = Api.agent(human.id()).with("scopes", List.of("vault:read")).register();
    sound.grant(human.as(), agent.id());
    int broken = sealAll().broken();
    VaultRows.swap(one.id(), other.id());
    try {
      SealedStore.Turn turn = sealAll();

      assertEquals(broken + 2, turn.broken());
      assertTrue(turn.done() > 0, "sealed anew: " + turn);
      assertEquals("sound", sound.value(agent.ownToken("vault:read")));
    } finally {
      VaultRows.swap(one.id(), other.id());
    }
    assertEquals(broken, sealAll().broken());
  }

  private SealedStore.Turn sealAll() {
    return Beans.ask(SealedStore.class, it -> it.sealAnew(NOBODYS, sealer::sealAnew, ALL));
  }

  private List<byte[]> known() {
    return sealer.knownKeys();
  }

  private static Set<String> tables() {
    return Beans.ask(SealedStore.class, it -> it.sealedByOthersThan(List.of(NOBODYS))).stream()
        .map(SealedStore.Waiting::table)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void receive(ReceivingServer server) {
    TestReceiver.register()
        .with(
            Map.of(
                "events_requested",
                List.of(TestReceiver.SESSION_REVOKED),
                "delivery",
                Map.of(
                    "method",
                    "urn:ietf:rfc:8935",
                    "endpoint_url",
                    server.url(),
                    "authorization_header",
                    "Bearer of the receiver")));
  }

  private static void beNoticed(ReceivingServer server, TestHuman human) {
    TestClient told =
        Api.agent(human.id())
            .with("backchannel_token_delivery_mode", "ping")
            .with("backchannel_client_notification_endpoint", server.url())
            .register();
    TestApproval.by(told, human.id()).with("client_notification_token", "token").ask();
  }
}
