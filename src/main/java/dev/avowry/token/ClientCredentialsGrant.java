package dev.avowry.token;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.TokenId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** RFC 6749 §4.4 and RFC 7523 §2.1: an agent on its own behalf, however it proved itself. */
@ApplicationScoped
class ClientCredentialsGrant {
  private static final String NAME = "client_credentials";
  private static final String BY_ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final Resources resources;
  private final Particulars particulars;
  private final TokenConfig config;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  ClientCredentialsGrant(
      Resources resources,
      Particulars particulars,
      TokenConfig config,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.resources = resources;
    this.particulars = particulars;
    this.config = config;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  Uni<Template> decide(AuthenticatedClient client, TokenRequest asked, Standing standing) {
    Template template = template(client, asked);
    return MayAct.check(asked.requestedActor(), standing).replaceWith(template);
  }

  private Template template(AuthenticatedClient client, TokenRequest asked) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Agent agent = client.client().agent();
    Lineage lineage = client.client().lineage();
    Gate.pass(clock.instant(), lineage);
    Ceiling ceiling = lineage.effective();
    String audience = Attenuation.audience(asked.resource(), Optional.empty(), ceiling, issuer);
    TokenClaims claims =
        new TokenClaims(
            TokenId.random(random),
            agent.id(),
            agent.kind().code(),
            agent.id(),
            audience,
            Attenuation.scopes(asked.scopes(), ceiling),
            particulars.own(asked.authorizationDetails(), ceiling.authorizationDetails(), audience),
            now,
            Attenuation.expiry(now, config.ttl(), ceiling, client, Stream.of()),
            List.of(),
            asked.requestedActor(),
            lineage.sponsor().id(),
            agent.id(),
            path(client),
            agent.vendor().stream().collect(Collectors.toSet()),
            client.boundTo());
    return new Template(
        claims,
        resources.algorithm(audience),
        ceiling,
        Optional.empty(),
        client.holds(),
        Grounds.of(client, name(asked), asked, Optional.empty()));
  }

  private static String name(TokenRequest asked) {
    return asked instanceof TokenRequest.JwtBearer ? BY_ASSERTION : NAME;
  }

  private static List<String> path(AuthenticatedClient client) {
    List<String> path = new ArrayList<>(client.client().lineage().path());
    path.addAll(client.evidence().path());
    return path;
  }
}
