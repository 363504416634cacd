package dev.avowry.gate;

import dev.avowry.agent.Halt;
import dev.avowry.testing.Api;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a token rests on, and how it can end. */
enum Thing {
  SPONSOR,
  PARENT,
  AGENT,
  ROLE,
  CREDENTIAL,
  TRUSTED_ISSUER,
  RULE,
  TRUST_DOMAIN,
  CLIENTS_HOST,
  CLIENTS_POLICY,
  IDENTITY_PROVIDER,
  GRANT,
  HUMAN,
  SUBJECT_TOKEN,
  SUBJECTS_AGENT,
  SUBJECTS_SPONSOR,
  SUBJECTS_CREDENTIAL,
  SCOPE,
  RESOURCE,
  VENDOR;

  /** What can be done to it, one after the other; what is tightened does not come back. */
  List<List<End>> ends() {
    return switch (this) {
      case SPONSOR, SUBJECTS_SPONSOR, HUMAN ->
          List.of(
              List.of(End.SUSPEND, End.LEAVE, End.UNACCEPTED, End.REVOKE), List.of(End.TIGHTEN));
      case PARENT, AGENT, SUBJECTS_AGENT ->
          List.of(List.of(End.SUSPEND, End.LAPSE, End.REVOKE), List.of(End.TIGHTEN));
      case ROLE, GRANT -> List.of(List.of(End.SUSPEND, End.REVOKE), List.of(End.TIGHTEN));
      case CREDENTIAL,
          SUBJECTS_CREDENTIAL,
          TRUSTED_ISSUER,
          RULE,
          TRUST_DOMAIN,
          CLIENTS_HOST,
          CLIENTS_POLICY,
          IDENTITY_PROVIDER ->
          List.of(List.of(End.SUSPEND, End.REVOKE));
      case SUBJECT_TOKEN -> List.of(List.of(End.REVOKE));
      // Revoked, a class has lost the tokens that there were, and gets new ones.
      case SCOPE, RESOURCE, VENDOR -> List.of(List.of(End.SUSPEND));
    };
  }

  /** Whether it spans trees, so that one person alone has to say that it cannot wait. */
  boolean takesTwo() {
    return switch (this) {
      case SCOPE, RESOURCE, VENDOR -> true;
      default -> false;
    };
  }

  /** As an order names it. */
  Map<String, ?> target(Family family, Optional<Way.Enrolled> client, String lent) {
    return switch (this) {
      case SPONSOR -> Map.of("sponsor", family.sponsor());
      case PARENT -> Map.of("agent", family.parent().id());
      case AGENT -> Map.of("agent", family.agent().id());
      case ROLE -> Map.of("node", family.role());
      case CREDENTIAL -> Map.of("credential", client.orElseThrow().credential());
      case TRUSTED_ISSUER -> Map.of("trust", family.trust());
      case RULE -> Map.of("trust", family.rule());
      case TRUST_DOMAIN -> Map.of("trust", client.orElseThrow().credential());
      case CLIENTS_HOST -> Map.of("trust", family.host());
      case CLIENTS_POLICY -> Map.of("trust", family.policy());
      case IDENTITY_PROVIDER -> Map.of("trust", family.providersTrust());
      case GRANT -> Map.of("node", family.loan().grant());
      case HUMAN -> Map.of("sponsor", family.human());
      case SUBJECT_TOKEN -> Map.of("token", Api.claims(lent).getString("jti"));
      case SUBJECTS_AGENT -> Map.of("agent", family.lender().id());
      case SUBJECTS_SPONSOR -> Map.of("sponsor", family.lendersSponsor());
      case SUBJECTS_CREDENTIAL -> Map.of("credential", Family.credential(family.lender()));
      case SCOPE -> Map.of("scope", family.scope());
      case RESOURCE -> Map.of("resource", family.resource());
      case VENDOR -> Map.of("vendor", family.vendor());
    };
  }

  /** By what it ends. */
  enum End {
    SUSPEND,
    /** A sponsor is gone. */
    LEAVE,
    /** A sponsor has not said that they answer. */
    UNACCEPTED,
    /** Nobody has said any more that they answer for an agent. */
    LAPSE,
    REVOKE,
    /** Its ceiling comes down below what is asked for. */
    TIGHTEN;

    /** What keeps it dead, other than an order. */
    Optional<Halt> halt() {
      return switch (this) {
        case LEAVE -> Optional.of(Halt.LEFT);
        case UNACCEPTED -> Optional.of(Halt.UNACCEPTED);
        case LAPSE -> Optional.of(Halt.LAPSED);
        case SUSPEND, REVOKE, TIGHTEN -> Optional.empty();
      };
    }

    /** Whether it can be given back. */
    boolean isForATime() {
      return this == SUSPEND || halt().isPresent();
    }

    String mode() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
