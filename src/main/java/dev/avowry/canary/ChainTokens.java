package dev.avowry.canary;

import dev.avowry.authn.Presented;
import dev.avowry.authn.PresentedProof;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.token.Issued;
import dev.avowry.token.TokenRequest;
import dev.avowry.token.TokenService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tokens for a chain, asked for and granted as those of any client. */
@ApplicationScoped
class ChainTokens {
  private final TokenService service;
  private final Vertx vertx;
  private final Clock clock;
  private final String issuer;

  ChainTokens(
      TokenService service,
      Vertx vertx,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.service = service;
    this.vertx = vertx;
    this.clock = clock;
    this.issuer = issuer;
  }

  /** The root's own token for the resource. */
  Uni<Issued> ofRoot(Chain chain, String resource, Origin origin) {
    TokenRequest request =
        new TokenRequest.ClientCredentials(
            Set.of(Chain.SCOPE), Optional.of(resource), Optional.empty(), Optional.empty());
    return granted(chain, chain.root(), request, origin);
  }

  /** A token by which the agent below acts for the root. */
  Uni<Issued> ofBelow(Chain chain, Issued root, String resource, Origin origin) {
    TokenRequest request =
        new TokenRequest.TokenExchange(
            root.accessToken(),
            Optional.empty(),
            Set.of(Chain.SCOPE),
            Optional.of(resource),
            Optional.empty(),
            Optional.empty());
    return granted(chain, chain.below(), request, origin);
  }

  private Uni<Issued> granted(Chain chain, NodeId client, TokenRequest request, Origin origin) {
    return assertion(chain, client)
        .chain(proof -> service.grant(proof, PresentedProof.none(), request, origin));
  }

  /** On a worker: signatures are slow where no native provider is. */
  private Uni<Presented> assertion(Chain chain, NodeId client) {
    return vertx.executeBlocking(
        () -> Assertion.of(client, chain.key(), issuer, clock.instant()), false);
  }
}
