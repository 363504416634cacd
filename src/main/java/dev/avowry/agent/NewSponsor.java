package dev.avowry.agent;

import java.util.Optional;

/**
 * A human to be registered as a sponsor.
 *
 * @param issuer the identity provider that knows them; given with {@code subject} or not at all
 * @param subject their {@code sub} there
 * @param ceiling what all their agents together are to be within
 */
public record NewSponsor(
    String name, String email, Optional<String> issuer, Optional<String> subject, Ceiling ceiling) {
  public NewSponsor {
    Text.line("name", name);
    Text.email("email", email);
    issuer.ifPresent(uri -> Text.uri("issuer", uri));
    subject.ifPresent(sub -> Text.line("subject", sub));
    if (issuer.isPresent() != subject.isPresent()) {
      throw Bounds.refused("issuer and subject are given together or not at all");
    }
  }
}
