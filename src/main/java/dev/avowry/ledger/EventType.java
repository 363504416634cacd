package dev.avowry.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a row of the ledger tells of. The stored code is the name in lower case. */
public enum EventType {
  BOOTSTRAP_TOKEN_MADE,
  BOOTSTRAP_TOKEN_REDEEMED,
  SPONSOR_REGISTERED,
  /** A human has signed in. */
  SESSION_OPENED,
  SESSION_ENDED,
  /** A human may do more than before. */
  ROLE_GRANTED,
  ROLE_MADE,
  ROLE_WIDENED,
  ASSIGNMENT_MADE,
  ROLE_REMOVED,
  /** A system is let in that tells of people. */
  PROVISIONER_MADE,
  PROVISIONER_TOKEN_REPLACED,
  PROVISIONER_REVOKED,
  /** Somebody has signalled what became of a human's account elsewhere. */
  SIGNAL_RECEIVED,
  /** What is said of a human has changed. */
  SPONSOR_CHANGED,
  /** A human can sign in here from now on. */
  ACCOUNT_MADE,
  /** A human signs in by other means than before. */
  ACCOUNT_CHANGED,
  /** An administrator made a link by which a human makes their account, once. */
  ACCOUNT_LINK_MADE,
  /** Somebody was not who they said they were, or did not prove it. */
  SIGN_IN_REFUSED,
  AGENT_REGISTERED,
  CREDENTIAL_ADDED,
  /** What an agent has added for itself stands by itself from then on. */
  CREDENTIAL_CONFIRMED,
  DELEGATION_MADE,
  /** A human has lent authority to an agent by their consent. */
  GRANT_MADE,
  RESOURCE_REGISTERED,
  AUTHORIZATION_DETAILS_TYPE_REGISTERED,
  VERIFIER_REGISTERED,
  VERIFIER_REMOVED,
  TRUSTED_ISSUER_REGISTERED,
  TRUSTED_ISSUER_CHANGED,
  FEDERATION_RULE_REGISTERED,
  /** A rule has made an agent of a workload. */
  WORKLOAD_ADMITTED,
  /** A workload that no rule names was taken in, until somebody adopts or rejects it. */
  WORKLOAD_QUARANTINED,
  WORKLOAD_ADOPTED,
  WORKLOAD_REJECTED,
  /** An administrator lets clients register themselves, so many and until then. */
  REGISTRATION_TOKEN_MADE,
  REGISTRATION_TOKEN_REVOKED,
  /** A client has registered itself, RFC 7591. */
  CLIENT_REGISTERED,
  /** A client has changed what it says of itself, RFC 7592. */
  CLIENT_CHANGED,
  LEDGER_RESTORED,
  KEY_PUBLISHED,
  KEY_ACTIVATED,
  KEY_RETIRED,
  TOKEN_ISSUED,
  TOKEN_REFUSED,
  /** An agent was given a certificate. */
  CERTIFICATE_ISSUED,
  JWT_SVID_ISSUED,
  /** There is a key by which is signed for an agent. */
  SIGNING_KEY_MADE,
  /** There is another from now on. */
  SIGNING_KEY_ROTATED,
  /** Something was signed for an agent. */
  SIGNATURE_MADE,
  AUTHORITY_REVOKED,
  AUTHORITY_SUSPENDED,
  AUTHORITY_RESUMED,
  AUTHORITY_TIGHTENED,
  /** What is suspended already is kept so by one thing more. */
  HALT_ADDED,
  /** What is suspended is kept so by one thing less, and by others still. */
  HALT_LIFTED,
  /** An order that reaches across every tree waits for a second person. */
  ORDER_KEPT,
  ORDER_APPROVED,
  ORDER_EXPIRED,
  /** Such an order did not wait. */
  BREAK_GLASS_USED,
  EVENT_STREAM_MADE,
  EVENT_STREAM_CHANGED,
  EVENT_STREAM_ENDED,
  /** A human is asked whether they answer. */
  SPONSOR_INVITED,
  /** A human has said that they answer. */
  SPONSOR_ACCEPTED,
  INVITATION_WITHDRAWN,
  /** A human has said that they answer for this agent, which another registered for them. */
  AGENT_ACCEPTED,
  /** It lapses soon that somebody answers for an agent. */
  LEASE_NOTICED,
  LEASE_LAPSED,
  LEASE_RENEWED,
  /** A human is gone: nothing below them lives until it is somebody else's. */
  SPONSOR_LEFT,
  /** An identity provider does not let a human in any more whom it let in once. */
  PROVIDER_REFUSED,
  SPONSOR_RETURNED,
  /** Somebody else is asked to answer for an agent, or nobody could be. */
  HAND_OVER_OFFERED,
  HAND_OVER_ACKNOWLEDGED,
  HAND_OVER_DECLINED,
  HAND_OVER_WITHDRAWN,
  /** Nobody took it in time. */
  HAND_OVER_OVERDUE,
  /** Nobody took what somebody left: it was revoked. */
  HAND_OVER_ENDED,
  /** Another answers for an agent and all below it from then on. */
  AGENT_HANDED_OVER,
  /** Who takes over for whom. */
  SUCCESSION_NAMED,
  CO_SPONSOR_ADDED,
  CO_SPONSOR_REMOVED,
  /** What it takes that a scope is given. */
  APPROVAL_RULE_SET,
  APPROVAL_RULE_REMOVED,
  /** An agent asks a human who is not there. */
  APPROVAL_ASKED,
  /** A human has said yes or no to it; it may take more than one. */
  APPROVAL_VOICED,
  APPROVAL_GRANTED,
  APPROVAL_REFUSED,
  /** Nobody, or too few, answered in time. */
  APPROVAL_EXPIRED,
  /** Agents may be connected at a third party from now on. */
  PROVIDER_REGISTERED,
  PROVIDER_REMOVED,
  /** A human was led to a third party, to let an agent act there for them. */
  CONNECTION_BEGUN,
  /** They came back, and it may. */
  CONNECTION_MADE,
  /** They came back, and nothing came of it. */
  CONNECTION_REFUSED,
  /** The third party takes what it gave no more. */
  CONNECTION_BROKEN,
  CONNECTION_ENDED,
  FOLDER_MADE,
  /** Something secret is kept from now on. */
  SECRET_MADE,
  /** What was kept is replaced. */
  SECRET_VERSION_ADDED,
  /** What is said of something that is kept has changed. */
  SECRET_CHANGED,
  /** Of a secret that was removed nothing is left but its name. */
  SECRET_DESTROYED,
  /** An agent, or all below it, may have what is kept. */
  ACCESS_MADE,
  /** An agent was given a secret in plaintext. */
  SECRET_READ,
  /** Something was done with a secret for an agent that was not told what it is. */
  SECRET_USED,
  /** What was done with a secret has ended, and what came of it was given to the agent. */
  SECRET_ANSWERED,
  /** An agent asked for a secret that it may not have, or that there is not. */
  SECRET_REFUSED,
  /** An agent says that a secret does not work any more. */
  SECRET_REPORTED,
  /** How a secret is replaced where it is used. */
  ROTATOR_SET,
  ROTATOR_REMOVED,
  /** A secret is being replaced where it is used. */
  ROTATION_BEGUN,
  /** It was given up: somebody has to see to it. */
  ROTATION_BROKEN,
  /** An agent has an address. */
  MAILBOX_MADE,
  /** Somebody's mail was taken in for an agent. */
  MAIL_RECEIVED,
  /** Somebody was told what is in a message. */
  MAIL_READ,
  /** To whom an agent may write, and how much, was set. */
  MAIL_ALLOWED,
  /** An agent's message was taken for sending. */
  MAIL_QUEUED,
  /** An agent's message is about to be handed to the relay. */
  MAIL_SENDING,
  /** An agent's message was sent, could not be, or was not to be any more. */
  MAIL_ENDED,
  /** What an agent says that it did with a token. */
  AGENT_ACTED;

  /** The type with this code. */
  public static Optional<EventType> named(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }

  /** The code as stored. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
