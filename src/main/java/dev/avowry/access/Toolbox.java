package dev.avowry.access;

import dev.avowry.web.Caller;
import java.util.List;
import java.util.Optional;

/**
 * What an agent can do for itself, and which of it the table lets the caller do: the same table by
 * which the operation will be judged, so that nothing else is promised.
 */
public final class Toolbox {
  private static final List<Offer> OFFERS =
      List.of(
          new Offer("identity.whoami", "me.read", "GET /v1/me"),
          new Offer("identity.sign", "sign.make", "POST /v1/sign"),
          new Offer("identity.verify", "sign.verify", "POST /v1/verify"),
          new Offer("identity.rotate_key", "credentials.succeed", "POST /v1/me/credentials"),
          new Offer("identity.certificate", "svids.issue", "POST /v1/certificates"),
          new Offer("vault.list", "vault.list", "GET /v1/vault"),
          new Offer("vault.read", "vault.read", "POST /v1/vault/{id}/read"),
          new Offer("vault.request", "vault.use", "POST /v1/vault/{id}/request"),
          new Offer("vault.write", "vault.write", "POST /v1/vault"),
          new Offer("vault.report_broken", "vault.report", "POST /v1/vault/{id}/report"),
          new Offer("totp.code", "totp.code", "POST /v1/totp/{id}/code"),
          new Offer("mail.list", "mail.read", "GET /v1/mail"),
          new Offer("mail.search", "mail.read", "POST /v1/mail/search"),
          new Offer("mail.read", "mail.read", "POST /v1/mail/{id}/read"),
          new Offer("mail.mark", "mail.mark", "PUT /v1/mail/{id}/seen"),
          new Offer("mail.await_code", "mail.code", "POST /v1/mail/await-code"),
          new Offer("mail.send", "mail.send", "POST /v1/mail/send"),
          new Offer("mail.reply", "mail.send", "POST /v1/mail/{id}/reply"),
          new Offer("approvals.request", "approvals.ask", "POST /v1/approvals"),
          new Offer("approvals.read", "approvals.read", "GET /v1/approvals/{id}"),
          new Offer("delegate", "delegations.make", "POST /v1/delegations"),
          new Offer("spawn", "agents.register", "POST /v1/agents"),
          new Offer("revoke_child", "revocations.order", "POST /v1/revocations"),
          new Offer("tell", "audit.act", "POST /v1/audit/actions"));

  private Toolbox() {}

  private record Offer(String name, String permission, String operation) {}

  /**
   * All of them.
   *
   * @param left what is left of the caller's ceiling; empty for a human
   * @param whyNoMail why nothing can be sent by anybody, if so
   */
  static List<Tool> of(Caller by, Optional<Left> left, Optional<String> whyNoMail) {
    return OFFERS.stream()
        .map(offer -> new Tool(offer.name(), offer.operation(), whyNot(offer, by, left, whyNoMail)))
        .toList();
  }

  /** By which permission a tool is judged; empty for what is none. */
  public static Optional<String> permission(String tool) {
    return OFFERS.stream()
        .filter(offer -> offer.name().equals(tool))
        .map(Offer::permission)
        .findFirst();
  }

  private static Optional<String> whyNot(
      Offer offer, Caller by, Optional<Left> left, Optional<String> whyNoMail) {
    if (PermissionTable.reach(offer.permission(), by).isEmpty()) {
      return Optional.of("only for " + PermissionTable.whoMay(offer.permission()));
    }
    return switch (offer.permission()) {
      case "agents.register" -> left.flatMap(Left::whyNoChild);
      case "mail.send" -> whyNoMail;
      default -> Optional.empty();
    };
  }
}
