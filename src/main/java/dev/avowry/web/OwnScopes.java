package dev.avowry.web;

import java.util.Set;

/**
 * The scopes that mean something to Avowry itself. All but spawning reach beyond the tree of who
 * holds them, so that no sponsor gives them to an agent of theirs: who administers does.
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

  /** Reads the whole record. */
  public static final String AUDIT = "audit:read";

  /** Acknowledges what a resource server has applied. */
  public static final String ACKNOWLEDGE = "revocations:ack";

  /** Asks about tokens as the resource server that they are for. */
  public static final String INTROSPECT = "tokens:introspect";

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

  private OwnScopes() {}
}
