package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.SealBroken;
import dev.avowry.key.Sealed;
import dev.avowry.key.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An {@link Enrolment} travels sealed in the form that it is offered by, so that every replica can
 * read what another offered, and nobody chooses a secret of their own.
 */
@ApplicationScoped
class Enrolments {
  private static final String PURPOSE = "enrolment of a human";
  private static final int LONGEST = 512;

  private final Sealer sealer;
  private final SecureRandom random;

  Enrolments(Sealer sealer, SecureRandom random) {
    this.sealer = sealer;
    this.random = random;
  }

  /** A new offer. */
  Enrolment begin() {
    return new Enrolment(
        TotpSecret.random(random), SecretBytes.random(random, Enrolment.HANDLE_LENGTH));
  }

  /** The offer as a form carries it. */
  String seal(Enrolment offer) {
    byte[] secret = offer.secret().bytes().exposeSecret();
    byte[] both = Arrays.copyOf(secret, secret.length + Enrolment.HANDLE_LENGTH);
    System.arraycopy(
        offer.handle().exposeSecret(), 0, both, secret.length, Enrolment.HANDLE_LENGTH);
    Sealed sealed = sealer.seal(SecretBytes.takeCopyOf(both), PURPOSE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.toBytes());
  }

  /** The offer that a form came with; refused when it is none of ours. */
  Enrolment open(String form) {
    return find(form)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "the page is too old: load it again"));
  }

  /** The offer that a form came with; empty when it is none of ours. */
  Optional<Enrolment> find(String form) {
    try {
      String text = form.length() > LONGEST ? "" : form;
      byte[] both =
          sealer.open(Sealed.of(Base64.getUrlDecoder().decode(text)), PURPOSE).exposeSecret();
      return Optional.of(
          new Enrolment(
              new TotpSecret(part(both, 0, TotpSecret.LENGTH)),
              part(both, TotpSecret.LENGTH, both.length)));
    } catch (IllegalArgumentException | SealBroken forged) {
      return Optional.empty();
    }
  }

  private static SecretBytes part(byte[] bytes, int from, int to) {
    return SecretBytes.takeCopyOf(Arrays.copyOfRange(bytes, from, to));
  }
}
