package dev.avowry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import dev.avowry.testing.TestNodes;
import dev.avowry.web.Caller;
import dev.avowry.web.Reach;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTableTest {
  private static final NodeId SPONSOR = TestNodes.id();
  private static final Caller ADMIN = agent("admin");
  private static final Caller AGENT = agent("read");
  private static final Caller SPAWNER = agent("agents:spawn");
  private static final Caller SPONSOR_ALONE = caller(SPONSOR, Set.of());

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing", "AGENTS.LIST", "agents", "agents.list ", "agents.delete"})
  void deniesWhatHasNoLineToEverybody(String permission) {
    assertFalse(allows(permission, ADMIN));
    assertFalse(allows(permission, SPAWNER));
    assertEquals("nobody", PermissionTable.whoMay(permission));
  }

  @Test
  void letsAnAgentDoNothingButThis() {
    assertEquals(
        Set.of(
            "agents.list",
            "agents.read",
            "approvals.ask",
            "approvals.read",
            "audit.act",
            "connections.read",
            "credentials.list",
            "credentials.succeed",
            "delegations.make",
            "mailboxes.read",
            "me.read",
            "nodes.tree",
            "revocations.order",
            "revocations.receipt",
            "sign.verify",
            "signingkeys.list"),
        allowed(AGENT));
  }

  @Test
  void letsAnAgentWithTheScopeRegisterBelowItself() {
    Set<String> more = allowed(SPAWNER);
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("agents.register", "credentials.add", "credentials.confirm"), more);
  }

  @Test
  void letsAnAgentWithTheScopeHaveThingsSigned() {
    Set<String> more = allowed(agent("sign"));
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("sign.make", "signingkeys.rotate"), more);
    assertFalse(allows("sign.make", caller(SPONSOR, Set.of("sign"))));
  }

  @Test
  void letsAnAgentWithTheScopeAcknowledge() {
    Set<String> more = allowed(agent("revocations:ack"));
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("revocations.acknowledge"), more);
  }

  @Test
  void letsAnAgentWithTheScopeReadOrWriteSecretsAndNotBoth() {
    Set<String> reads = allowed(agent("vault:read"));
    Set<String> writes = allowed(agent("vault:write"));
    reads.removeAll(allowed(AGENT));
    writes.removeAll(allowed(AGENT));

    assertEquals(Set.of("vault.list", "vault.read", "vault.report"), reads);
    assertEquals(Set.of("totp.keep", "vault.list", "vault.write"), writes);
    Set<String> uses = allowed(agent("vault:use"));
    uses.removeAll(allowed(AGENT));
    assertEquals(Set.of("vault.list", "vault.report", "vault.use"), uses);
    Set<String> approved = allowed(agent("vault:use-approved"));
    approved.removeAll(allowed(AGENT));
    assertEquals(Set.of("vault.use"), approved);
  }

  @Test
  void letsAnAgentWithTheScopeHaveCodesAndWithAnotherThoseThatWereWrittenDown() {
    Set<String> codes = allowed(agent("totp:code"));
    Set<String> backup = allowed(agent("totp:backup"));
    codes.removeAll(allowed(AGENT));
    backup.removeAll(allowed(AGENT));

    assertEquals(Set.of("totp.code", "vault.list", "vault.report"), codes);
    assertEquals(Set.of("totp.backup"), backup);
  }

  @Test
  void letsAnAgentWithTheScopeReadItsMail() {
    Set<String> more = allowed(agent("mail:read"));
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("mail.code", "mail.mark", "mail.read"), more);
  }

  @Test
  void letsAnAgentWithTheScopeSendMail() {
    Set<String> more = allowed(agent("mail:send"));
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("mail.send", "mail.sent"), more);
  }

  @Test
  void letsAnAgentWithTheScopeReadTheRecord() {
    Set<String> more = allowed(agent("audit:read"));
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("audit.read", "revocations.latency"), more);
    assertFalse(allows("audit.read", caller(SPONSOR, Set.of("audit:read"))));
  }

  @Test
  void letsASponsorLookAfterWhatTheyAnswerForAndNoFurther() {
    assertEquals(
        Set.of(
            "account.change",
            "account.read",
            "agents.list",
            "agents.read",
            "agents.register",
            "approvals.answer",
            "approvals.read",
            "connections.end",
            "connections.make",
            "connections.read",
            "consent.decide",
            "consent.read",
            "console.read",
            "console.record",
            "console.stop",
            "console.views",
            "credentials.add",
            "credentials.confirm",
            "credentials.list",
            "deputies.name",
            "deputies.read",
            "handovers.answer",
            "handovers.offer",
            "handovers.read",
            "mail.read",
            "mail.sent",
            "mailboxes.allow",
            "mailboxes.give",
            "mailboxes.read",
            "me.read",
            "nodes.tree",
            "revocations.order",
            "revocations.receipt",
            "sign.verify",
            "signingkeys.list",
            "signingkeys.rotate",
            "sponsors.read",
            "sponsorships.accept",
            "sponsorships.read",
            "sponsorships.renew",
            "totp.keep",
            "vault.grant",
            "vault.list",
            "vault.worklist",
            "vault.write"),
        allowed(SPONSOR_ALONE));
    assertEquals(
        Set.of(),
        allowed(SPONSOR_ALONE).stream()
            .filter(it -> PermissionTable.reach(it, SPONSOR_ALONE).orElseThrow() != Reach.BELOW)
            .collect(Collectors.toSet()));
  }

  @Test
  void keepsStoppingFromWhoOnlyLooksAndMakingFromWhoStops() {
    assertEquals(
        Optional.of(Reach.BELOW), PermissionTable.reach("revocations.order", agent("auditor")));
    assertEquals(
        Optional.of(Reach.EVERYWHERE),
        PermissionTable.reach("revocations.order", agent("security")));
    for (String role : List.of("security", "auditor", "operator")) {
      assertFalse(allows("agents.register", agent(role)), role);
      assertFalse(allows("roles.grant", agent(role)), role);
    }
  }

  @Test
  void letsAnAgentWithTheScopeHaveAStream() {
    Set<String> read = allowed(agent("ssf.read"));
    Set<String> manage = allowed(agent("ssf.manage"));
    read.removeAll(allowed(AGENT));
    manage.removeAll(allowed(AGENT));

    assertEquals(Set.of("ssf.read"), read);
    assertEquals(Set.of("ssf.read", "ssf.manage"), manage);
    assertFalse(allows("ssf.manage", caller(SPONSOR, Set.of("ssf.manage"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Admin", "ADMIN", "admin ", "admin:all", "administrator", "*"})
  void takesNoOtherSpellingForAdmin(String scope) {
    assertFalse(allows("sponsors.register", agent(scope)));
  }

  @Test
  void letsAnAdministratorDoWhatHasALineButForTheAccountsOfHumansAndPlaintext() {
    Set<String> denied = new TreeSet<>(PermissionTable.permissions());
    denied.removeAll(allowed(ADMIN));

    assertEquals(
        Set.of(
            "account.change",
            "account.read",
            "approvals.answer",
            "connections.make",
            "consent.decide",
            "consent.read",
            "console.views",
            "mail.code",
            "mail.mark",
            "mail.read",
            "mail.send",
            "mail.sent",
            "totp.backup",
            "totp.code",
            "vault.read",
            "vault.report",
            "vault.use"),
        denied);
    assertTrue(PermissionTable.whoMay("sponsors.list").contains("administrators"));
  }

  private static boolean allows(String permission, Caller caller) {
    return PermissionTable.reach(permission, caller).isPresent();
  }

  private static Set<String> allowed(Caller caller) {
    Set<String> allowed = new TreeSet<>(PermissionTable.permissions());
    allowed.removeIf(permission -> !allows(permission, caller));
    return allowed;
  }

  private static Caller agent(String scope) {
    return caller(TestNodes.id(), Set.of(scope));
  }

  private static Caller caller(NodeId node, Set<String> scopes) {
    return new Caller(
        node,
        node,
        node,
        SPONSOR,
        List.of(SPONSOR.toString(), node.toString()),
        scopes,
        Optional.of(new TokenId("AAAAAAAAAAAAAAAAAAAAAA")),
        TestNodes.NOW,
        0,
        Set.of(),
        Reach.BELOW,
        Origin.itself("test"));
  }
}
