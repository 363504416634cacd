package dev.avowry.ledger;

import java.util.Locale;

/** What a row of the ledger tells of. The stored code is the name in lower case. */
public enum EventType {
  BOOTSTRAP_TOKEN_MADE,
  BOOTSTRAP_TOKEN_REDEEMED,
  SPONSOR_REGISTERED,
  AGENT_REGISTERED,
  CREDENTIAL_ADDED,
  DELEGATION_MADE,
  RESOURCE_REGISTERED,
  LEDGER_RESTORED,
  KEY_PUBLISHED,
  KEY_ACTIVATED,
  KEY_RETIRED,
  TOKEN_ISSUED,
  TOKEN_REFUSED,
  AUTHORITY_REVOKED,
  AUTHORITY_SUSPENDED,
  AUTHORITY_RESUMED;

  /** The code as stored. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
