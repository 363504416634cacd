package dev.avowry.access;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import dev.avowry.web.OwnScopes;
import dev.avowry.web.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table. Each line says who may call an operation at all, and whether for every tree or only
 * for what is below their own node, which {@link Caller#reaches} then tells.
 *
 * <p>To register, to give roles and to stop are separate: who has the role for one has not the
 * others, but for administrators. An administrator who orders what reaches far is never the one who
 * approves it; that is for package revocation.
 */
public final class PermissionTable {
  private static final Who ADMIN = new Who("administrators", Caller::isAdmin);
  private static final Who SECURITY = role("security", OwnScopes.SECURITY);
  private static final Who AUDITOR = role("auditors", OwnScopes.AUDITOR);
  private static final Who OPERATOR = role("operators", OwnScopes.OPERATOR);
  private static final Who SPONSOR =
      new Who("sponsors, on what they answer for", Caller::isSponsor);
  private static final Who AGENT =
      new Who("agents, on themselves and below", PermissionTable::isAgent);
  private static final Who SPAWNER = agentWith(OwnScopes.SPAWN);
  private static final Who VAULT_WRITER = agentWith(OwnScopes.VAULT_WRITE);
  private static final Who VAULT_READER = agentWith(OwnScopes.VAULT_READ);
  private static final Who VAULT_USER = agentWith(OwnScopes.VAULT_USE);
  private static final Who APPROVED_USER = agentWith(OwnScopes.VAULT_USE_APPROVED);
  private static final Who SIGNER =
      new Who(
          "agents with the scope " + OwnScopes.SIGN,
          caller -> isAgent(caller) && (caller.has(OwnScopes.SIGN) || caller.isAdmin()));
  private static final Who CODE_ASKER = agentWith(OwnScopes.TOTP);
  private static final Who BACKUP_ASKER = agentWith(OwnScopes.TOTP_BACKUP);
  private static final Who MAIL_READER = agentWith(OwnScopes.MAIL_READ);
  private static final Who MAIL_SENDER = agentWith(OwnScopes.MAIL_SEND);
  private static final Who READER = agentWith(OwnScopes.AUDIT);
  private static final Who VERIFIER = agentWith(OwnScopes.ACKNOWLEDGE);
  private static final Who STREAM_MANAGER = holder(OwnScopes.SSF_MANAGE);
  private static final Who STREAM_READER = holder(OwnScopes.SSF_READ);
  private static final Who HOLDER = holder(OwnScopes.ISSUE);
  private static final Who ITSELF =
      new Who("agents that act for themselves", PermissionTable::isItself);
  private static final Who HUMAN = new Who("humans, on themselves", Caller::isSponsor);
  private static final Who ANYBODY = new Who("whoever has a live token", caller -> true);

  private static final Line NOBODY = new Line(List.of(), List.of());

  private static final Map<String, Line> LINES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("account.change", below(HUMAN)),
              Map.entry("account.read", below(HUMAN)),
              Map.entry("accounts.invite", everywhere(ADMIN)),
              Map.entry("agent_roles.manage", everywhere(ADMIN)),
              Map.entry("agent_roles.read", seen()),
              Map.entry("agents.list", seen().below(SPONSOR, AGENT)),
              Map.entry("agents.read", seen().below(SPONSOR, AGENT)),
              Map.entry("agents.register", everywhere(ADMIN).below(SPONSOR, SPAWNER)),
              Map.entry("approvalrules.manage", everywhere(ADMIN)),
              Map.entry("approvalrules.read", seen(OPERATOR)),
              Map.entry("approvals.answer", below(HUMAN)),
              Map.entry("approvals.ask", below(ITSELF)),
              Map.entry("approvals.read", seen().below(SPONSOR, AGENT)),
              Map.entry("audit.act", below(AGENT)),
              Map.entry("audit.read", seen(READER)),
              Map.entry("authorization_details.list", seen(OPERATOR)),
              Map.entry("authorization_details.register", everywhere(ADMIN)),
              Map.entry("consent.decide", below(HUMAN)),
              Map.entry("consent.read", below(HUMAN)),
              Map.entry("connections.end", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("connections.make", below(SPONSOR)),
              Map.entry("connections.read", seen().below(SPONSOR, AGENT)),
              Map.entry("console.read", seen().below(SPONSOR)),
              Map.entry("console.record", seen().below(SPONSOR)),
              Map.entry("console.resume", everywhere(ADMIN)),
              Map.entry("console.settings", everywhere(ADMIN, OPERATOR)),
              Map.entry("console.stop", everywhere(ADMIN, SECURITY).below(SPONSOR)),
              Map.entry("console.views", below(HUMAN)),
              Map.entry("credentials.add", everywhere(ADMIN).below(SPONSOR, SPAWNER)),
              Map.entry("credentials.confirm", everywhere(ADMIN).below(SPONSOR, SPAWNER)),
              Map.entry("credentials.succeed", below(AGENT)),
              Map.entry("credentials.list", seen().below(SPONSOR, AGENT)),
              Map.entry("delegations.make", below(AGENT)),
              Map.entry("deputies.name", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("deputies.read", seen().below(SPONSOR)),
              Map.entry("federation.manage", everywhere(ADMIN)),
              Map.entry("federation.read", seen()),
              Map.entry("handovers.answer", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("handovers.offer", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("handovers.read", seen().below(SPONSOR)),
              Map.entry("keys.list", seen(OPERATOR)),
              Map.entry("keys.rotate", everywhere(ADMIN, OPERATOR)),
              Map.entry("mail.code", below(MAIL_READER)),
              Map.entry("mail.mark", below(MAIL_READER)),
              Map.entry("mail.read", below(SPONSOR, MAIL_READER)),
              Map.entry("mail.send", below(MAIL_SENDER)),
              Map.entry("mail.sent", below(SPONSOR, MAIL_SENDER)),
              Map.entry("mailboxes.allow", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("mailboxes.give", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("mailboxes.read", seen().below(SPONSOR, AGENT)),
              Map.entry("me.read", below(ANYBODY)),
              Map.entry("nodes.tree", seen().below(SPONSOR, AGENT)),
              Map.entry("providers.manage", everywhere(ADMIN)),
              Map.entry("providers.read", seen()),
              Map.entry("provisioners.manage", everywhere(ADMIN)),
              Map.entry("provisioners.read", seen()),
              Map.entry("registration.manage", everywhere(ADMIN)),
              Map.entry("registration.read", seen()),
              Map.entry("resources.list", seen(OPERATOR)),
              Map.entry("resources.register", everywhere(ADMIN, OPERATOR)),
              Map.entry("revocations.acknowledge", everywhere(ADMIN, VERIFIER)),
              Map.entry("revocations.approve", everywhere(ADMIN, SECURITY)),
              Map.entry("revocations.latency", seen(OPERATOR, READER)),
              Map.entry("revocations.order", everywhere(ADMIN, SECURITY).below(SPONSOR, AGENT)),
              Map.entry("revocations.pending", seen()),
              Map.entry("revocations.receipt", seen().below(SPONSOR, AGENT)),
              Map.entry("roles.grant", everywhere(ADMIN)),
              Map.entry("roles.read", seen()),
              Map.entry("sign.make", below(SIGNER)),
              Map.entry("sign.verify", below(ANYBODY)),
              Map.entry("signingkeys.list", seen().below(SPONSOR, AGENT)),
              Map.entry("signingkeys.rotate", everywhere(ADMIN).below(SPONSOR, SIGNER)),
              Map.entry("sponsors.invite", everywhere(ADMIN)),
              Map.entry("sponsors.leave", everywhere(ADMIN, SECURITY)),
              Map.entry("sponsors.list", seen()),
              Map.entry("sponsors.read", seen().below(SPONSOR)),
              Map.entry("sponsors.register", everywhere(ADMIN)),
              Map.entry("sponsorships.accept", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("sponsorships.read", seen().below(SPONSOR)),
              Map.entry("sponsorships.renew", everywhere(ADMIN).below(SPONSOR)),
              Map.entry("ssf.manage", below(STREAM_MANAGER)),
              Map.entry("ssf.read", below(STREAM_READER, STREAM_MANAGER)),
              Map.entry("svids.issue", below(HOLDER)),
              Map.entry("totp.backup", below(BACKUP_ASKER)),
              Map.entry("totp.code", below(CODE_ASKER)),
              Map.entry("totp.keep", everywhere(ADMIN).below(SPONSOR, VAULT_WRITER)),
              Map.entry("vault.grant", everywhere(ADMIN).below(SPONSOR)),
              Map.entry(
                  "vault.list",
                  seen().below(SPONSOR, VAULT_WRITER, VAULT_READER, VAULT_USER, CODE_ASKER)),
              Map.entry("vault.read", below(VAULT_READER)),
              Map.entry("vault.report", below(VAULT_READER, VAULT_USER, CODE_ASKER)),
              Map.entry("vault.use", below(VAULT_USER, APPROVED_USER)),
              Map.entry("vault.worklist", seen().below(SPONSOR)),
              Map.entry("vault.write", everywhere(ADMIN).below(SPONSOR, VAULT_WRITER)),
              Map.entry("verifiers.list", seen(OPERATOR)),
              Map.entry("verifiers.register", everywhere(ADMIN, OPERATOR)),
              Map.entry("verifiers.remove", everywhere(ADMIN, OPERATOR)),
              Map.entry("workloads.decide", everywhere(ADMIN)),
              Map.entry("workloads.read", seen())));

  private PermissionTable() {}

  /**
   * For which nodes the caller may call the operation; empty when for none. An operation without a
   * line nobody may call.
   */
  public static Optional<Reach> reach(String permission, Caller caller) {
    return line(permission).reach(caller);
  }

  /** The caller, of that operation; refused when the table does not let them. */
  public static Caller admit(String permission, Caller caller, Reason otherwise) {
    return reach(permission, caller)
        .map(caller::reaching)
        .orElseThrow(() -> Refusal.refused(otherwise, "only for " + whoMay(permission)));
  }

  /** Who may, in words, for a refusal that helps. */
  public static String whoMay(String permission) {
    return line(permission).words();
  }

  /** The operations that have a line. */
  public static Set<String> permissions() {
    return LINES.keySet();
  }

  /** The scopes by which an operation is allowed to anybody, an administrator's included. */
  public static List<String> scopes() {
    return Stream.concat(OwnScopes.RESERVED.stream(), OwnScopes.LENT.stream())
        .filter(scope -> !scope.equals(OwnScopes.INTROSPECT))
        .sorted()
        .toList();
  }

  private static Line line(String permission) {
    return LINES.getOrDefault(permission, NOBODY);
  }

  /** What whoever looks after every tree may see. */
  private static Line seen(Who... more) {
    List<Who> all = new ArrayList<>(List.of(ADMIN, SECURITY, AUDITOR));
    all.addAll(List.of(more));
    return new Line(all, List.of());
  }

  private static Line everywhere(Who... who) {
    return new Line(List.of(who), List.of());
  }

  private static Line below(Who... who) {
    return new Line(List.of(), List.of(who));
  }

  private static Who role(String words, String scope) {
    return new Who(words, caller -> caller.has(scope));
  }

  private static Who agentWith(String scope) {
    return new Who(
        "agents with the scope " + scope, caller -> isAgent(caller) && caller.has(scope));
  }

  /** A stream or a certificate outlives the token: none with authority that was only lent. */
  private static Who holder(String scope) {
    return new Who(
        "agents that act for themselves with the scope " + scope,
        caller -> isItself(caller) && (caller.has(scope) || caller.isAdmin()));
  }

  private static boolean isItself(Caller caller) {
    return isAgent(caller) && caller.subject().equals(caller.actor());
  }

  private static boolean isAgent(Caller caller) {
    return !caller.isSponsor();
  }

  private record Who(String words, Predicate<Caller> test) {}

  /** Who may for every tree, and who for what is below them. */
  private record Line(List<Who> everywhere, List<Who> below) {
    Line below(Who... who) {
      return new Line(everywhere, List.of(who));
    }

    Optional<Reach> reach(Caller caller) {
      if (any(everywhere, caller)) {
        return Optional.of(Reach.EVERYWHERE);
      }
      return any(below, caller) ? Optional.of(Reach.BELOW) : Optional.empty();
    }

    String words() {
      String all =
          Stream.concat(everywhere.stream(), below.stream())
              .map(Who::words)
              .collect(Collectors.joining(" or "));
      return all.isEmpty() ? "nobody" : all;
    }

    private static boolean any(List<Who> who, Caller caller) {
      return who.stream().anyMatch(each -> each.test().test(caller));
    }
  }
}
