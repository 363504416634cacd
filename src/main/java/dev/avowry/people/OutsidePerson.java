package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A human as their identity provider names them, by an ID token that was verified.
 *
 * @param provider its name here
 * @param issuer {@code iss}
 * @param subject {@code sub}; with the issuer it is who they are, and nothing else is
 * @param name as people call them
 * @param email where they are reached; proves nothing
 * @param groups that they are in
 * @param methods {@code amr}, empty where the provider's word does not count for it
 * @param authenticatedAt {@code auth_time}; empty where the provider keeps it to itself
 */
public record OutsidePerson(
    String provider,
    String issuer,
    String subject,
    String name,
    Optional<String> email,
    Set<String> groups,
    Set<String> methods,
    Optional<Instant> authenticatedAt) {
  public OutsidePerson {
    groups = Set.copyOf(groups);
    methods = Set.copyOf(methods);
  }

  String requireEmail() {
    return email.orElseThrow(
        () ->
            Refusal.refused(
                Reason.SIGN_IN_FAILED,
                "the provider does not say by which address you are reached"));
  }
}
