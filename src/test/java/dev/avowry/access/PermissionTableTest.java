package dev.avowry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import dev.avowry.testing.TestNodes;
import dev.avowry.web.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    assertFalse(PermissionTable.allows(permission, ADMIN));
    assertFalse(PermissionTable.allows(permission, SPAWNER));
    assertEquals("nobody", PermissionTable.whoMay(permission));
  }

  @Test
  void letsAnAgentDoNothingButThis() {
    assertEquals(
        Set.of(
            "agents.list",
            "agents.read",
            "audit.act",
            "credentials.list",
            "credentials.succeed",
            "delegations.make",
            "me.read",
            "nodes.tree",
            "revocations.order",
            "revocations.receipt"),
        allowed(AGENT));
  }

  @Test
  void letsAnAgentWithTheScopeRegisterBelowItself() {
    Set<String> more = allowed(SPAWNER);
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("agents.register", "credentials.add", "credentials.confirm"), more);
  }

  @Test
  void letsAnAgentWithTheScopeAcknowledge() {
    Set<String> more = allowed(agent("revocations:ack"));
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("revocations.acknowledge"), more);
  }

  @Test
  void letsAnAgentWithTheScopeReadTheRecord() {
    Set<String> more = allowed(agent("audit:read"));
    more.removeAll(allowed(AGENT));

    assertEquals(Set.of("audit.read", "revocations.latency"), more);
    assertFalse(PermissionTable.allows("audit.read", caller(SPONSOR, Set.of("audit:read"))));
  }

  @Test
  void letsASponsorWithoutScopesAskWhoTheyAre() {
    assertEquals(Set.of("me.read"), allowed(SPONSOR_ALONE));
  }

  @Test
  void letsAnAgentWithTheScopeHaveAStream() {
    Set<String> read = allowed(agent("ssf.read"));
    Set<String> manage = allowed(agent("ssf.manage"));
    read.removeAll(allowed(AGENT));
    manage.removeAll(allowed(AGENT));

    assertEquals(Set.of("ssf.read"), read);
    assertEquals(Set.of("ssf.read", "ssf.manage"), manage);
    assertFalse(PermissionTable.allows("ssf.manage", caller(SPONSOR, Set.of("ssf.manage"))));
  }

  @Test
  void givesSpawningToAgentsOnly() {
    assertFalse(PermissionTable.allows("agents.register", caller(SPONSOR, Set.of("agents:spawn"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Admin", "ADMIN", "admin ", "admin:all", "administrator", "*"})
  void takesNoOtherSpellingForAdmin(String scope) {
    assertFalse(PermissionTable.allows("sponsors.register", agent(scope)));
  }

  @Test
  void letsAnAdministratorDoWhatHasALine() {
    Set<String> denied = new TreeSet<>(PermissionTable.permissions());
    denied.removeAll(allowed(ADMIN));

    assertEquals(Set.of(), denied);
    assertTrue(PermissionTable.whoMay("sponsors.list").contains("administrators"));
  }

  private static Set<String> allowed(Caller caller) {
    Set<String> allowed = new TreeSet<>(PermissionTable.permissions());
    allowed.removeIf(permission -> !PermissionTable.allows(permission, caller));
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
        Origin.itself("test"));
  }
}
