package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Hold;
import dev.avowry.token.Grounds.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** RFC 8693: an agent acts for whoever a token of ours was issued to. */
@ApplicationScoped
class TokenExchangeGrant {
  private static final String NAME = "token-exchange";

  private final TokenReader reader;
  private final Acting acting;
  private final Resources resources;
  private final Particulars particulars;
  private final TokenConfig config;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  TokenExchangeGrant(
      TokenReader reader,
      Acting acting,
      Resources resources,
      Particulars particulars,
      TokenConfig config,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.reader = reader;
    this.acting = acting;
    this.resources = resources;
    this.particulars = particulars;
    this.config = config;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  Uni<Template> decide(
      AuthenticatedClient client,
      TokenRequest.TokenExchange asked,
      Standing standing,
      Origin origin) {
    return subject(asked)
        .call(subject -> requireOwnActorToken(client, asked))
        .invoke(subject -> requireNewActor(client, subject))
        .invoke(subject -> requireKeptBinding(client, subject))
        .chain(subject -> decide(client, asked, subject, standing, origin));
  }

  private Uni<Template> decide(
      AuthenticatedClient client,
      TokenRequest.TokenExchange asked,
      AccessToken subject,
      Standing standing,
      Origin origin) {
    return permission(client, subject, standing)
        .call(any -> MayAct.check(asked.requestedActor(), standing))
        .chain(
            permission ->
                acting
                    .edge(client, subject.claims().node(), standing, origin)
                    .map(edge -> template(client, asked, subject, edge, permission)));
  }

  /** RFC 8693 §2.2.2: a token that is invalid for any reason is {@code invalid_request}. */
  private Uni<AccessToken> subject(TokenRequest.TokenExchange asked) {
    return reader
        .readKnown(asked.subjectToken())
        .map(
            found ->
                found.orElseThrow(
                    () -> invalid("the subject token is not a live access token of this issuer")));
  }

  /** An actor token adds nothing to client authentication, so it must at least agree with it. */
  private Uni<Void> requireOwnActorToken(
      AuthenticatedClient client, TokenRequest.TokenExchange asked) {
    return asked.actorToken().isEmpty()
        ? Uni.createFrom().voidItem()
        : reader
            .readLive(asked.actorToken().get())
            .map(
                found ->
                    found
                        .filter(
                            token ->
                                token.claims().sub().equals(client.id())
                                    && token.claims().actors().isEmpty()
                                    && holdsBindingOf(client, token))
                        .orElseThrow(
                            () ->
                                invalid(
                                    "the actor token is not a live access token of the client's own")))
            .replaceWithVoid();
  }

  /** A bound token proves nothing about whoever does not hold what it is bound to. */
  private static boolean holdsBindingOf(AuthenticatedClient client, AccessToken token) {
    return token.claims().boundTo().isEmpty() || token.claims().boundTo().equals(client.boundTo());
  }

  /**
   * What comes of a bound token is bound as well, to the key or the certificate of whoever
   * exchanges it: the subject's is not the client's to prove.
   */
  private static void requireKeptBinding(AuthenticatedClient client, AccessToken subject) {
    if (subject.claims().boundTo().isPresent() && client.boundTo().isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_DPOP_PROOF,
          "the subject token is bound, and so is what it is exchanged for: the header DPoP is"
              + " missing");
    }
  }

  private static void requireNewActor(AuthenticatedClient client, AccessToken subject) {
    String actor = client.id().toString();
    boolean known =
        subject.claims().sub().equals(client.id())
            || subject.claims().actors().stream().anyMatch(earlier -> earlier.sub().equals(actor));
    if (known) {
      throw invalid("the client is the subject already, or in its chain of actors");
    }
  }

  /** Holding a token is not permission to exchange it. */
  private Uni<Permission> permission(
      AuthenticatedClient client, AccessToken subject, Standing standing) {
    TokenClaims claims = subject.claims();
    return claims.mayAct().map(client.id()::equals).orElse(false)
        ? Uni.createFrom().item(Permission.MAY_ACT)
        : acting
            .permission(client, claims.sub(), claims.node(), standing)
            .map(found -> found.orElseThrow(TokenExchangeGrant::notPermitted));
  }

  private static Refused notPermitted() {
    return invalid(
        "the subject token's may_act does not name the client, which neither descends from the"
            + " subject nor has a standing delegation");
  }

  private Template template(
      AuthenticatedClient client,
      TokenRequest.TokenExchange asked,
      AccessToken subject,
      Lineage edge,
      Permission permission) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Lineage actor = client.client().lineage();
    Gate.pass(clock.instant(), edge, actor);
    Ceiling ceiling = edge.effective().meet(actor.effective());
    String audience =
        Attenuation.audience(
            asked.resource(), Optional.of(subject.claims().audience()), ceiling, issuer);
    Stream<Instant> ends =
        Stream.concat(Stream.of(subject.claims().expiresAt()), edge.expiresAt().stream());
    TokenClaims claims =
        new TokenClaims(
            TokenId.random(random),
            subject.claims().sub(),
            subject.claims().subProfile(),
            client.id(),
            audience,
            Attenuation.scopes(asked.scopes(), subject.claims().scopes(), ceiling),
            particulars.of(
                subject.claims().authorizationDetails(),
                asked.authorizationDetails(),
                ceiling.authorizationDetails(),
                audience),
            now,
            Attenuation.expiry(now, config.ttl(), ceiling, client, ends),
            actors(client, subject),
            asked.requestedActor(),
            subject.claims().sponsor(),
            edge.node().id(),
            path(client, subject, edge),
            vendors(client, subject),
            client.boundTo());
    return new Template(
        claims,
        resources.algorithm(audience),
        ceiling,
        Optional.of(subject),
        holds(client, subject, edge),
        Grounds.of(client, NAME, asked, Optional.of(permission)));
  }

  /** RFC 8693 §4.1: the client on the outside of whoever acted before. */
  private static List<Actor> actors(AuthenticatedClient client, AccessToken subject) {
    List<Actor> actors = new ArrayList<>();
    actors.add(new Actor(client.id().toString(), client.client().agent().kind().code()));
    actors.addAll(subject.claims().actors());
    return actors;
  }

  /**
   * The subject token's path; the token itself, so that who revokes it ends what was exchanged from
   * it; the delegation; and all that the actor stands on, so that it dies with its own sponsor too.
   */
  private static List<String> path(AuthenticatedClient client, AccessToken subject, Lineage edge) {
    Set<String> path = new LinkedHashSet<>(subject.claims().path());
    path.add(subject.claims().jti().value());
    path.add(edge.node().id().toString());
    path.addAll(client.client().lineage().path());
    path.addAll(client.evidence().path());
    return List.copyOf(path);
  }

  private static List<Hold> holds(AuthenticatedClient client, AccessToken subject, Lineage edge) {
    List<Hold> holds = new ArrayList<>(client.holds());
    holds.add(subject.hold());
    holds.add(edge.hold());
    return holds;
  }

  private static Set<String> vendors(AuthenticatedClient client, AccessToken subject) {
    Set<String> vendors = new HashSet<>(subject.claims().vendors());
    client.client().agent().vendor().ifPresent(vendors::add);
    return vendors;
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
