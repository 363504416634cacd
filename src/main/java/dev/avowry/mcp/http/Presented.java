package dev.avowry.mcp.http;

import dev.avowry.access.Admitted;
import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedCertificate;
import dev.avowry.authn.PresentedProof;
import dev.avowry.token.Authorization;
import dev.avowry.token.Presenters;
import dev.avowry.web.MutualTls;
import dev.avowry.web.OwnResources;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.ProofHeader;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who sends a request to the tools: by a token that is for them and nothing else, found good by the
 * same code as at the API. There is no other way in, and nothing that is presented is handed on.
 */
@Singleton
class Presented {
  private final Presenters presenters;
  private final Possession possession;
  private final MutualTls mutualTls;
  private final String issuer;

  @Inject
  Presented(
      Presenters presenters,
      Possession possession,
      MutualTls mutualTls,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.presenters = presenters;
    this.possession = possession;
    this.mutualTls = mutualTls;
    this.issuer = issuer;
  }

  /** The caller, or a refusal. */
  Uni<Admitted> admit(RoutingContext context) {
    // The request has its context to itself, as the framework says of those that it routes.
    VertxContextSafetyToggle.setCurrentContextSafe(true);
    ProofHeader proof = new ProofHeader(context, issuer, mutualTls);
    ClientCertificate certificate = new ClientCertificate(context, mutualTls);
    proof.offer(possession::nonce);
    return presenters
        .admit(
            Authorization.parse(context.request().headers().getAll(HttpHeaders.AUTHORIZATION)),
            new PresentedProof(proof.values(), proof.method(), proof.address()),
            () -> PresentedCertificate.of(certificate.chain()),
            OwnResources.mcp(issuer))
        .map(token -> Admitted.of(token, Origins.of(context)));
  }
}
