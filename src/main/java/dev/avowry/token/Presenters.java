package dev.avowry.token;

import dev.avowry.authn.Binding;
import dev.avowry.authn.CertificateThumbprint;
import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedCertificate;
import dev.avowry.authn.PresentedProof;
import dev.avowry.authn.Thumbprint;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells whether a token is alive, meant for us, and presented by somebody who may: a bound one by
 * who holds its key (RFC 9449 §7) or its certificate (RFC 8705 §3), and no other way.
 */
@ApplicationScoped
public class Presenters {
  private final TokenReader reader;
  private final Possession possession;
  private final String issuer;

  Presenters(
      TokenReader reader,
      Possession possession,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.reader = reader;
    this.possession = possession;
    this.issuer = issuer;
  }

  /** The token, or a refusal: one for Avowry's own API. */
  public Uni<AccessToken> admit(
      Authorization authorization,
      PresentedProof proof,
      Supplier<Optional<PresentedCertificate>> certificate) {
    return admit(authorization, proof, certificate, issuer);
  }

  /**
   * The token, or a refusal.
   *
   * @param resource of ours for which it has to be
   * @param certificate looked at only where the token is bound to one
   */
  public Uni<AccessToken> admit(
      Authorization authorization,
      PresentedProof proof,
      Supplier<Optional<PresentedCertificate>> certificate,
      String resource) {
    String text = authorization.token();
    return switch (authorization.scheme()) {
      case BEARER ->
          reader
              .readLive(text)
              .map(found -> requireFor(resource, found))
              .invoke(token -> token.claims().boundTo().ifPresent(to -> require(to, certificate)));
      case DPOP ->
          reader
              .readKnown(text)
              .map(found -> requireFor(resource, found))
              .call(token -> prove(token, key(token), text, proof));
    };
  }

  private static AccessToken requireFor(String resource, Optional<AccessToken> found) {
    return found
        .filter(token -> token.claims().audience().equals(resource))
        .orElseThrow(Presenters::notLive);
  }

  /** One transaction says that the token is alive and uses the proof up. */
  private Uni<Void> prove(AccessToken token, Thumbprint key, String text, PresentedProof proof) {
    return possession
        .useUp(proof, text, key, token.hold())
        .invoke(
            alive -> {
              if (!alive) {
                throw notLive();
              }
            })
        .replaceWithVoid();
  }

  private static Thumbprint key(AccessToken token) {
    return token
        .claims()
        .boundTo()
        .filter(Thumbprint.class::isInstance)
        .map(Thumbprint.class::cast)
        .orElseThrow(
            () -> refused("the access token is not bound to a key: Authorization: Bearer"));
  }

  private static void require(
      Binding binding, Supplier<Optional<PresentedCertificate>> certificate) {
    switch (binding) {
      case Thumbprint _ ->
          throw refused("the access token is bound to a key: Authorization: DPoP, with a proof");
      case CertificateThumbprint bound -> {
        if (!certificate.get().map(PresentedCertificate::thumbprint).equals(Optional.of(bound))) {
          throw refused("the access token is bound to a certificate, which has to come along");
        }
      }
    }
  }

  private static Refused notLive() {
    return refused("the access token is not a live one of this issuer for this resource");
  }

  private static Refused refused(String what) {
    return Refusal.refused(Reason.INVALID_TOKEN, what);
  }
}
