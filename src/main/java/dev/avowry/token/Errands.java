package dev.avowry.token;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.TokenId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one shape of a token by which an agent acts for a human. */
@ApplicationScoped
class Errands {
  private final Resources resources;
  private final TokenConfig config;
  private final SecureRandom random;
  private final Clock clock;

  Errands(Resources resources, TokenConfig config, SecureRandom random, Clock clock) {
    this.resources = resources;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /** Within what the agent may act by that authority; refused when anything above it is dead. */
  Ceiling ceiling(AuthenticatedClient client, Lineage authority) {
    Lineage actor = client.client().lineage();
    Gate.pass(clock.instant(), authority, actor);
    return authority.effective().meet(actor.effective());
  }

  /** The token for it. */
  Template template(Errand errand, Grounds grounds) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    AuthenticatedClient client = errand.client();
    Agent agent = client.client().agent();
    TokenClaims claims =
        new TokenClaims(
            TokenId.random(random),
            errand.human(),
            "user",
            client.id(),
            errand.audience(),
            errand.scopes(),
            errand.authorizationDetails(),
            now,
            Attenuation.expiry(
                now,
                config.ttl(),
                errand.ceiling(),
                client,
                errand.authority().expiresAt().stream()),
            List.of(new Actor(client.id().toString(), agent.kind().code())),
            errand.requestedActor(),
            errand.human(),
            errand.authority().node().id(),
            errand.path(),
            agent.vendor().stream().collect(Collectors.toSet()),
            client.boundTo());
    return new Template(
        claims,
        resources.algorithm(errand.audience()),
        errand.ceiling(),
        Optional.empty(),
        errand.holds(),
        grounds);
  }
}
