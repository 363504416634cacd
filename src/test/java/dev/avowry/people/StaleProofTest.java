package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.kernel.SessionId;
import dev.avowry.key.Sealed;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestAccount;
import dev.avowry.testing.TestAuthenticator;
import dev.avowry.testing.VisitingBrowser;
import io.quarkus.hibernate.reactive.panache.Panache;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proofs that were looked at just before the account was changed, and count only afterwards. */
@AvowryTest
class StaleProofTest {
  private static final Origin HERE = Origin.itself("test");
  private static final PasswordHash OTHER = new PasswordHash("$another");

  private TestAccount human;
  private NodeId id;

  @BeforeEach
  void hasAnAccount() {
    human = TestAccount.withPassword();
    id = NodeId.parse(human.id()).orElseThrow();
  }

  @Test
  @DisplayName("a password that was replaced since it was looked at → opens no session")
  void opensNothingByTheFormerPassword() {
    SignIn proven = proveWith(human.nextCode());
    change(Optional.of(OTHER), Optional.empty());
    Expect.refusal(Reason.SIGN_IN_FAILED, () -> open(proven));
  }

  @Test
  @DisplayName(
      "a password that stands as it was looked at → opens a session, and so does a second one")
  void opensByWhatStands() {
    SignIn proven = proveWith(human.nextCode());
    assertEquals(id, open(proven).human());
    assertEquals(id, open(proven).human());
  }

  @Test
  @DisplayName("a passkey that was removed since it was looked at → opens no session")
  void opensNothingByARemovedPasskey() {
    TestAuthenticator authenticator = new TestAuthenticator();
    VisitingBrowser browser = human.browser();
    browser.open("/account/means");
    browser.send(
        "/account/means/passkeys",
        Map.of(
            "offer", browser.field("offer"),
            "response", authenticator.create(browser.data("challenge")),
            "name", "phone"));
    SignIn proven = proveWith(authenticator);
    assertEquals(id, open(proven).human());
    Session here = open(proveWith(authenticator));
    Beans.ask(Means.class, means -> means.remove(here, authenticator.id(), HERE));
    Expect.refusal(Reason.SIGN_IN_FAILED, () -> open(proven));
  }

  private static SignIn proveWith(TestAuthenticator authenticator) {
    return Beans.ask(
        PasskeySignIn.class,
        passkeys ->
            passkeys.prove(authenticator.get(passkeys.challenge("page")), "page", "Browser", HERE));
  }

  @Test
  @DisplayName("a session that another one ended meanwhile → changes nothing, and ends nobody")
  void changesNothingOnceEnded() {
    Session victim = open(proveWith(human.recoveryCodes().getFirst()));
    Session thief = open(proveWith(human.recoveryCodes().get(1)));
    replaceSheet(victim);
    Expect.refusal(Reason.INVALID_TOKEN, () -> replaceSheet(thief));
    assertTrue(openSessions().contains(victim.id()));
  }

  @Test
  @DisplayName("a password and an app, each by who had read the account before → both stand")
  void losesNoChange() {
    Account before = account();
    change(Optional.of(OTHER), Optional.empty());
    Sealed app = before.secrets().orElseThrow().totp();
    change(Optional.empty(), Optional.of(app));
    assertEquals(Optional.of(OTHER), account().secrets().map(Account.Secrets::password));
  }

  private SignIn proveWith(String code) {
    PasswordProof proof =
        new PasswordProof(
            human.email(),
            SecretBytes.ofText(TestAccount.PASSWORD),
            SecretBytes.ofText(code),
            "Browser");
    return Beans.ask(LocalSignIn.class, local -> local.prove(proof, HERE));
  }

  private Session open(SignIn proven) {
    Opened opened = Beans.ask(Sessions.class, sessions -> sessions.open(proven, HERE));
    return Beans.ask(Sessions.class, sessions -> sessions.find(opened.token())).orElseThrow();
  }

  private Set<SessionId> openSessions() {
    return Set.copyOf(
        Beans.ask(Sessions.class, sessions -> sessions.of(id)).stream().map(Session::id).toList());
  }

  private static List<String> replaceSheet(Session here) {
    return Beans.ask(Means.class, means -> means.replaceSheet(here, HERE));
  }

  private Account account() {
    return Beans.ask(AccountStore.class, store -> store.of(id)).orElseThrow();
  }

  private void change(Optional<PasswordHash> password, Optional<Sealed> app) {
    Beans.ask(
        AccountStore.class,
        store -> Panache.withTransaction(() -> store.change(id, password, app, Instant.now())));
  }
}
