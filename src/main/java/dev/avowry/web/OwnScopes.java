package dev.avowry.web;

import java.util.Set;

/**
 * The scopes that mean something to Avowry itself. All but those that are lent reach beyond the
 * tree of who holds them, so that no sponsor gives them to an agent of theirs: who administers
 * does.
 */
public final class OwnScopes {
  /** Everything that the permission table has a line for. */
  public static final String ADMIN = "admin";

  /** Stops and looks, in every tree. */
  public static final String SECURITY = "security";

  /** Looks, in every tree, the whole record included. */
  public static final String AUDITOR = "auditor";

  /** Runs the service: keys, verifiers, resource servers. */
  public static final String OPERATOR = "operator";

  /** Registers sub-agents. */
  public static final String SPAWN = "agents:spawn";

  /** Keeps secrets in the vault; nobody may read what they have written by that. */
  public static final String VAULT_WRITE = "vault:write";

  /** Is given secrets of the vault in plaintext, as far as somebody gave access to them. */
  public static final String VAULT_READ = "vault:read";

  /** Has requests sent with secrets of the vault that it is not told, as far as it has access. */
  public static final String VAULT_USE = "vault:use";

  /** The same where a grant takes a human's word; takes an approval. */
  public static final String VAULT_USE_APPROVED = "vault:use-approved";

  /** Is given one-time codes of second factors in the vault, as far as somebody gave access. */
  public static final String TOTP = "totp:code";

  /** Is given the codes that were written down for when there is no other; takes an approval. */
  public static final String TOTP_BACKUP = "totp:backup";

  /** Reads its own mail, and waits for codes in it. */
  public static final String MAIL_READ = "mail:read";

  /** Sends mail from its own address, to those whom somebody has allowed. */
  public static final String MAIL_SEND = "mail:send";

  /** Reads the whole record. */
  public static final String AUDIT = "audit:read";

  /** Acknowledges what a resource server has applied. */
  public static final String ACKNOWLEDGE = "revocations:ack";

  /** Asks about tokens as the resource server that they are for. */
  public static final String INTROSPECT = "tokens:introspect";

  /** Has something signed in its name, by a key that is kept for it. */
  public static final String SIGN = "sign";

  /** Is given certificates and JWT-SVIDs. */
  public static final String ISSUE = "svids:issue";

  /** Reads a stream of security events. */
  public static final String SSF_READ = "ssf.read";

  /** Makes and changes such a stream. */
  public static final String SSF_MANAGE = "ssf.manage";

  /** Given by administrators alone. */
  public static final Set<String> RESERVED =
      Set.of(
          ADMIN,
          SECURITY,
          AUDITOR,
          OPERATOR,
          AUDIT,
          ACKNOWLEDGE,
          INTROSPECT,
          ISSUE,
          SSF_READ,
          SSF_MANAGE);

  /** Given by sponsors too: they reach no further than whoever holds them. */
  public static final Set<String> LENT =
      Set.of(
          SPAWN,
          SIGN,
          VAULT_WRITE,
          VAULT_READ,
          VAULT_USE,
          VAULT_USE_APPROVED,
          TOTP,
          TOTP_BACKUP,
          MAIL_READ,
          MAIL_SEND);

  private OwnScopes() {}
}
