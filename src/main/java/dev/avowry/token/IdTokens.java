package dev.avowry.token;

import dev.avowry.kernel.Sha256;
import dev.avowry.key.AnswerSigner;
import dev.avowry.key.Duty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells an agent who the human is for whom it acts: a JWT for the agent alone, OpenID Connect Core
 * §2. It is no access token, and none of ours takes it for one: {@code typ} is another.
 */
@ApplicationScoped
class IdTokens {
  private static final String TYP = "JWT";

  private final AnswerSigner signer;
  private final HumanClaims humans;
  private final String issuer;

  IdTokens(
      AnswerSigner signer,
      HumanClaims humans,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.signer = signer;
    this.humans = humans;
    this.issuer = issuer;
  }

  /** The answer with what goes with a token that a human has consented to. */
  Uni<Issued> complete(Template template, Issued issued) {
    if (template.lent().isEmpty()) {
      return Uni.createFrom().item(issued);
    }
    Lent lent = template.lent().get();
    return lent.loan().identifies()
        ? idToken(template, lent, issued).map(jwt -> issued.with(lent.renewal(), Optional.of(jwt)))
        : Uni.createFrom().item(issued.with(lent.renewal(), Optional.empty()));
  }

  private Uni<String> idToken(Template template, Lent lent, Issued issued) {
    return humans
        .named(lent.loan().human(), lent.loan().login().inIdToken())
        .map(about -> claims(template, lent.loan(), issued, about))
        .chain(claims -> signer.sign(Duty.tokens(lent.idTokenAlgorithm()), TYP, claims));
  }

  private Map<String, Object> claims(
      Template template, Loan loan, Issued issued, Map<String, Object> about) {
    TokenClaims token = template.claims();
    Map<String, Object> claims = new LinkedHashMap<>(about);
    claims.put("iss", issuer);
    claims.put("sub", loan.human().toString());
    claims.put("aud", loan.clientId());
    claims.put("azp", loan.clientId());
    claims.put("exp", token.expiresAt().getEpochSecond());
    claims.put("iat", token.issuedAt().getEpochSecond());
    if (loan.login().isDated()) {
      claims.put("auth_time", loan.login().at().getEpochSecond());
    }
    claims.put("amr", loan.login().methods());
    AuthenticationContext.of(loan.login().methods())
        .ifPresent(context -> claims.put("acr", context.code()));
    loan.login().nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    claims.put("at_hash", leftHalf(issued.accessToken()));
    return claims;
  }

  /** OpenID Connect Core §3.1.3.6; all algorithms of ours hash with 256 bits. */
  private static String leftHalf(String accessToken) {
    byte[] hash = Sha256.of(accessToken);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(hash, hash.length / 2));
  }
}
