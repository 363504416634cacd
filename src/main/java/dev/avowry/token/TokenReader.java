package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.MemoryConfig;
import dev.avowry.authn.Binding;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.key.Claims;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Keys;
import dev.avowry.key.Verification;
import dev.avowry.key.VerificationKey;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.token.VerifiedTokens.Verified;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads access tokens that we minted, and nothing else: one {@code typ}, one issuer, our keys. */
@ApplicationScoped
public class TokenReader {
  /** A path of the greatest depth fits well; what is longer is not one of ours. */
  private static final int MAX_LENGTH = 16 * 1024;

  private final Keys keys;
  private final Verification verification;
  private final Entries entries;
  private final KnownEntries known;
  private final Clock clock;
  private final String issuer;
  private final VerifiedTokens seen;

  TokenReader(
      Keys keys,
      Verification verification,
      Entries entries,
      KnownEntries known,
      Clock clock,
      MemoryConfig memory,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.keys = keys;
    this.verification = verification;
    this.entries = entries;
    this.known = known;
    this.clock = clock;
    this.issuer = issuer;
    this.seen = new VerifiedTokens(memory.tokens());
  }

  /** The token, if it is one of ours and has not expired; it may be dead nonetheless. */
  public Uni<Optional<AccessToken>> read(String text) {
    return text.length() > MAX_LENGTH
        ? Uni.createFrom().item(Optional.empty())
        : seen.find(text).map(this::readAgain).orElseGet(() -> readAnew(text));
  }

  private Uni<Optional<AccessToken>> readAgain(Verified verified) {
    return keys.find(verified.key().kid())
        .map(
            key ->
                Optional.of(verified.token())
                    .filter(token -> key.equals(Optional.of(verified.key())))
                    .filter(token -> clock.instant().isBefore(token.claims().expiresAt())));
  }

  private Uni<Optional<AccessToken>> readAnew(String text) {
    return CompactJwt.parse(text, MAX_LENGTH)
        .jwt()
        .filter(this::claimsToBeOurs)
        .flatMap(jwt -> jwt.kid().map(kid -> readAnew(text, jwt, kid)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /**
   * The token, if it is one of ours, has not expired and nothing that this replica knows of has
   * ended it. Whoever acts on it has its hold checked in the transaction.
   */
  public Uni<Optional<AccessToken>> readKnown(String text) {
    return read(text).map(found -> found.filter(token -> known.stands(token.hold())));
  }

  /** The token, if it is one of ours, has not expired and is alive as of the database. */
  public Uni<Optional<AccessToken>> readLive(String text) {
    return read(text)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(found)
                    : entries
                        .stands(found.get().hold())
                        .map(stands -> found.filter(any -> stands)));
  }

  /** What names another issuer need not wait until its key has been looked for. */
  private boolean claimsToBeOurs(CompactJwt jwt) {
    return jwt.untrustedClaims().text("iss").map(issuer::equals).orElse(false);
  }

  private Uni<Optional<AccessToken>> readAnew(String text, CompactJwt jwt, String kid) {
    return keys.find(kid)
        .chain(
            found ->
                found
                    .map(key -> verify(jwt, key, text))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Optional<AccessToken>> verify(CompactJwt jwt, VerificationKey key, String text) {
    return verification
        .verify(jwt, key)
        .map(verified -> verified.filter(this::isAccessToken).map(TokenReader::token))
        .invoke(found -> found.ifPresent(token -> seen.keep(text, new Verified(key, token))));
  }

  private boolean isAccessToken(VerifiedJwt jwt) {
    return jwt.typ().map(AccessToken.TYP::equals).orElse(false)
        && jwt.claims().text("iss").map(issuer::equals).orElse(false)
        && jwt.claims().time("exp").map(clock.instant()::isBefore).orElse(false);
  }

  /** Only we sign with our keys, so that a claim that is missing here is a fault of ours. */
  private static AccessToken token(VerifiedJwt jwt) {
    Claims claims = jwt.claims();
    Claims lineage =
        claims.object("status").flatMap(status -> status.object("lineage")).orElseThrow();
    TokenClaims said =
        new TokenClaims(
            new TokenId(claims.text("jti").orElseThrow()),
            node(claims, "sub"),
            claims.text("sub_profile").orElseThrow(),
            node(claims, "client_id"),
            claims.text("aud").orElseThrow(),
            claims.text("scope").map(scope -> Set.of(scope.split(" "))).orElse(Set.of()),
            AuthorizationDetails.ofOwn(claims.objects("authorization_details").orElse(List.of())),
            time(claims, "iat"),
            time(claims, "exp"),
            actors(claims),
            claims.object("may_act").map(mayAct -> node(mayAct, "sub")),
            node(claims, "sponsor"),
            node(lineage, "node"),
            lineage.list("path").orElseThrow(),
            Set.copyOf(lineage.list("vendors").orElse(List.of())),
            claims.object("cnf").map(TokenReader::binding));
    return new AccessToken(said, new Fence(lineage.number("seq").orElseThrow()));
  }

  private static Binding binding(Claims cnf) {
    return Stream.of("jkt", "x5t#S256")
        .filter(cnf::has)
        .findFirst()
        .flatMap(name -> Binding.of(name, cnf.text(name).orElseThrow()))
        .orElseThrow();
  }

  private static List<Actor> actors(Claims claims) {
    List<Actor> actors = new ArrayList<>();
    Optional<Claims> act = claims.object("act");
    while (act.isPresent()) {
      actors.add(
          new Actor(
              act.get().text("sub").orElseThrow(), act.get().text("sub_profile").orElseThrow()));
      act = act.get().object("act");
    }
    return actors;
  }

  private static NodeId node(Claims claims, String name) {
    return claims.text(name).flatMap(NodeId::parse).orElseThrow(NoSuchElementException::new);
  }

  private static Instant time(Claims claims, String name) {
    return claims.time(name).orElseThrow();
  }
}
