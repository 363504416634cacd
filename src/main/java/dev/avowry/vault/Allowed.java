package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Envelopes;
import dev.avowry.ledger.Hold;
import dev.avowry.web.Caller;
import java.time.Instant;
import java.util.Optional;

/** A version of a secret that somebody may have, by an access, at a time. */
record Allowed(Opening opening, Access access, Version version, Instant at) {
  /** Empty when they may not, or there is no such version. */
  static Optional<Allowed> of(Opening opening, Caller by, Errand<?> errand, Instant now) {
    return opening
        .allowing(by, errand, now)
        .flatMap(
            access -> opening.version().map(version -> new Allowed(opening, access, version, now)));
  }

  Secret secret() {
    return opening.secret();
  }

  /** What having it rests on. */
  Hold hold() {
    return opening.hold(access);
  }

  /** Refused where the secret is over or was destroyed. */
  Opened open(Envelopes envelopes) {
    if (secret().about().isOver(at)) {
      throw conflict("the secret has expired");
    }
    return new Opened(
        secret().id(),
        secret().type(),
        version.number(),
        version.createdAt(),
        opening.open(envelopes),
        version.bindings(),
        opening.latest(),
        at,
        at.plus(access.conditions().lease()));
  }

  /** Refused where the access is for something narrower than what is wanted. */
  void requireFor(Errand<?> errand) {
    if (!errand.isWithin(access.conditions().within())) {
      throw Refusal.refused(
          Reason.FORBIDDEN,
          "the grant is not for that, or takes a token that a human has approved");
    }
  }

  /** The number that the next time has; refused when there is none left. */
  int next() {
    return requireLeft(opening.usesOf(access) + 1);
  }

  int requireLeft(int number) {
    if (access.conditions().most().map(most -> number > most).orElse(false)) {
      throw conflict("the secret was had as often as it may be by this access");
    }
    return number;
  }

  private static Refused conflict(String why) {
    return Refusal.refused(Reason.CONFLICT, why);
  }
}
