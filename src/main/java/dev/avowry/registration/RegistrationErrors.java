package dev.avowry.registration;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;

/** The noes of the registry as RFC 7591 §3.2.2 and RFC 7592 have them. */
final class RegistrationErrors {
  private RegistrationErrors() {}

  /** What is wrong with an agent is wrong with the metadata that describe it. */
  static Refused of(Refused refused) {
    return switch (refused.refusal().reason()) {
      case INVALID_REQUEST, INVALID_KEY, CEILING_EXCEEDED, CONFLICT ->
          Refusal.refused(Reason.INVALID_CLIENT_METADATA, refused.refusal().detail());
      case SPONSOR_NOT_LIVE, NOT_FOUND -> deadInvitation();
      default -> refused;
    };
  }

  /** The same of a failure, which may be none of these. */
  static Throwable ofFailure(Throwable failure) {
    return failure instanceof Refused refused ? of(refused) : failure;
  }

  /** The same for a token that is unknown, used up, expired, ended, or of a sponsor who is. */
  static Refused deadInvitation() {
    return Refusal.refused(
        Reason.INVALID_TOKEN,
        "a live initial access token is needed: ask an administrator for one");
  }

  /** The same for a client that is unknown or dead, and for another token. */
  static Refused deadRegistration() {
    return Refusal.refused(
        Reason.INVALID_TOKEN, "the registration access token of a live client is needed");
  }
}
