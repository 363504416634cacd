package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TokenId;
import dev.avowry.key.Algorithm;
import dev.avowry.ledger.Hold;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tokens for humans, for Avowry's own API and nothing else; they hang on the human's node. */
@ApplicationScoped
public class HumanTokens {
  private final Standing standing;
  private final Minter minter;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  HumanTokens(
      Standing standing,
      Minter minter,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.standing = standing;
    this.minter = minter;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * Mints a token for a human who has just proven who they are.
   *
   * @param grantType how they proved it, for the ledger
   */
  public Uni<Issued> issue(NodeId human, Set<String> scopes, String grantType, Origin origin) {
    return standing
        .lineage(human)
        .map(
            found ->
                found.orElseThrow(() -> Refusal.refused(Reason.INVALID_GRANT, "nobody is there")))
        .map(lineage -> template(lineage, scopes, grantType))
        .chain(template -> minter.mint(template, List.of(), origin));
  }

  private Template template(Lineage lineage, Set<String> scopes, String grantType) {
    Gate.pass(clock.instant(), lineage);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    NodeId human = lineage.node().id();
    Ceiling ceiling = lineage.effective();
    TokenClaims claims =
        new TokenClaims(
            TokenId.random(random),
            human,
            "user",
            human,
            issuer,
            Attenuation.scopes(scopes, ceiling),
            AuthorizationDetails.NONE,
            now,
            now.plus(ceiling.maxTtl()),
            List.of(),
            Optional.empty(),
            human,
            human,
            List.of(human.toString()),
            Set.of(),
            Optional.empty());
    return new Template(
        claims,
        Algorithm.ES256,
        ceiling,
        Optional.empty(),
        List.of(new Hold(Set.of(human.toString()), lineage.asOf())),
        Grounds.ofHuman(grantType, scopes));
  }
}
