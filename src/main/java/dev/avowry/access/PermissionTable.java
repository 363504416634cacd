package dev.avowry.access;

import dev.avowry.web.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The table. Each line says who may call an operation at all; on which nodes they may act is for
 * the operation, by {@link Caller#reaches}.
 */
public final class PermissionTable {
  /** The scope with which an agent registers sub-agents. */
  public static final String SPAWN = "agents:spawn";

  /** The scope with which an agent reads the whole record. */
  public static final String AUDIT = "audit:read";

  /** The scope with which a resource server acknowledges what it has applied. */
  public static final String ACKNOWLEDGE = "revocations:ack";

  /** The scope with which an agent is given certificates and JWT-SVIDs. */
  public static final String ISSUE = "svids:issue";

  /** The scope with which a receiver reads its stream of security events. */
  public static final String SSF_READ = "ssf.read";

  /** The scope with which a receiver makes and changes its stream. */
  public static final String SSF_MANAGE = "ssf.manage";

  private static final Who NOBODY = new Who("nobody", caller -> false);
  private static final Who ADMIN = new Who("administrators", Caller::isAdmin);
  private static final Who SPAWNER =
      new Who("agents with the scope " + SPAWN, caller -> isAgent(caller) && caller.has(SPAWN));
  private static final Who AUDITOR =
      new Who("agents with the scope " + AUDIT, caller -> isAgent(caller) && caller.has(AUDIT));
  private static final Who VERIFIER =
      new Who(
          "agents with the scope " + ACKNOWLEDGE,
          caller -> isAgent(caller) && caller.has(ACKNOWLEDGE));
  private static final Who STREAM_MANAGER =
      new Who(
          "agents that act for themselves with the scope " + SSF_MANAGE,
          caller -> mayHold(caller, SSF_MANAGE));
  private static final Who STREAM_READER =
      new Who(
          "agents that act for themselves with the scope " + SSF_READ,
          caller -> mayHold(caller, SSF_READ));
  private static final Who HOLDER =
      new Who(
          "agents that act for themselves with the scope " + ISSUE,
          caller -> mayHold(caller, ISSUE));
  private static final Who AGENT =
      new Who("agents, on themselves and below", PermissionTable::isAgent);
  private static final Who HUMAN = new Who("humans, on themselves", Caller::isSponsor);
  private static final Who ANYBODY = new Who("whoever has a live token", caller -> true);

  private static final Map<String, Who> LINES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("account.change", HUMAN),
              Map.entry("account.read", HUMAN),
              Map.entry("agents.list", ADMIN.or(AGENT)),
              Map.entry("agents.read", ADMIN.or(AGENT)),
              Map.entry("agents.register", ADMIN.or(SPAWNER)),
              Map.entry("audit.act", AGENT),
              Map.entry("audit.read", ADMIN.or(AUDITOR)),
              Map.entry("console.read", HUMAN),
              Map.entry("console.resume", ADMIN),
              Map.entry("console.settings", ADMIN),
              Map.entry("console.stop", HUMAN),
              Map.entry("console.views", HUMAN),
              Map.entry("credentials.add", ADMIN.or(SPAWNER)),
              Map.entry("credentials.confirm", ADMIN.or(SPAWNER)),
              Map.entry("credentials.succeed", AGENT),
              Map.entry("credentials.list", ADMIN.or(AGENT)),
              Map.entry("delegations.make", AGENT),
              Map.entry("federation.manage", ADMIN),
              Map.entry("federation.read", ADMIN),
              Map.entry("keys.list", ADMIN),
              Map.entry("keys.rotate", ADMIN),
              Map.entry("me.read", ANYBODY),
              Map.entry("nodes.tree", ADMIN.or(AGENT)),
              Map.entry("registration.manage", ADMIN),
              Map.entry("registration.read", ADMIN),
              Map.entry("resources.list", ADMIN),
              Map.entry("resources.register", ADMIN),
              Map.entry("revocations.acknowledge", ADMIN.or(VERIFIER)),
              Map.entry("revocations.approve", ADMIN),
              Map.entry("revocations.latency", ADMIN.or(AUDITOR)),
              Map.entry("revocations.order", ADMIN.or(AGENT)),
              Map.entry("revocations.pending", ADMIN),
              Map.entry("revocations.receipt", ADMIN.or(AGENT)),
              Map.entry("sponsors.list", ADMIN),
              Map.entry("sponsors.read", ADMIN),
              Map.entry("sponsors.register", ADMIN),
              Map.entry("ssf.manage", STREAM_MANAGER),
              Map.entry("ssf.read", STREAM_READER.or(STREAM_MANAGER)),
              Map.entry("svids.issue", HOLDER),
              Map.entry("verifiers.list", ADMIN),
              Map.entry("verifiers.register", ADMIN),
              Map.entry("verifiers.remove", ADMIN),
              Map.entry("workloads.decide", ADMIN),
              Map.entry("workloads.read", ADMIN)));

  private PermissionTable() {}

  /** Whether the caller may call the operation. An operation without a line nobody may call. */
  public static boolean allows(String permission, Caller caller) {
    return who(permission).test().test(caller);
  }

  /** Who may, in words, for a refusal that helps. */
  public static String whoMay(String permission) {
    return who(permission).words();
  }

  /** The operations that have a line. */
  public static Set<String> permissions() {
    return LINES.keySet();
  }

  /** The scopes by which an operation is allowed to anybody, an administrator's included. */
  public static List<String> scopes() {
    return List.of(Caller.ADMIN, SPAWN, AUDIT, ACKNOWLEDGE, ISSUE, SSF_MANAGE, SSF_READ);
  }

  private static Who who(String permission) {
    return Optional.ofNullable(LINES.get(permission)).orElse(NOBODY);
  }

  private static boolean isAgent(Caller caller) {
    return !caller.isSponsor();
  }

  /** A stream or a certificate outlives the token: none with authority that was only lent. */
  private static boolean mayHold(Caller caller, String scope) {
    return isAgent(caller)
        && caller.subject().equals(caller.actor())
        && (caller.has(scope) || caller.isAdmin());
  }

  private record Who(String words, Predicate<Caller> test) {
    Who or(Who other) {
      return new Who(words + " or " + other.words, test.or(other.test));
    }
  }
}
