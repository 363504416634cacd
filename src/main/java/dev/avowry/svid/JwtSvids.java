package dev.avowry.svid;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TokenId;
import dev.avowry.key.AnswerSigner;
import dev.avowry.key.CaConfig;
import dev.avowry.key.Duty;
import dev.avowry.ledger.EventType;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Issues JWT-SVIDs: who the agent is, said to those it names, and no authority at all. */
@ApplicationScoped
public class JwtSvids {
  /** SPIFFE-JWT-SVID §2.3. */
  private static final String TYP = "JWT";

  private static final int MOST_READERS = 10;
  private static final Pattern READER = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private final TrustDomain domain;
  private final Issuance issuance;
  private final AnswerSigner signer;
  private final CaConfig config;
  private final SecureRandom random;
  private final String issuer;

  JwtSvids(
      TrustDomain domain,
      Issuance issuance,
      AnswerSigner signer,
      CaConfig config,
      SecureRandom random,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.domain = domain;
    this.issuance = issuance;
    this.signer = signer;
    this.config = config;
    this.random = random;
    this.issuer = issuer;
  }

  /** A JWT-SVID as it is given out. */
  public record Issued(SpiffeId subject, String jwt, Instant expiresAt) {
    /** Shows no token. */
    @Override
    public String toString() {
      return "Issued[" + subject + "]";
    }
  }

  /** A JWT-SVID for those readers, which has no life of its own beyond what it rests on. */
  public Uni<Issued> issue(Caller by, List<String> audience) {
    SpiffeId subject = domain.idOf(by.actor());
    requireReaders(audience);
    String id = TokenId.random(random).value();
    return issuance
        .record(by, asked(id, subject, audience))
        .chain(
            entitled ->
                signer
                    .sign(Duty.SVIDS_ES256, TYP, claims(id, subject, audience, entitled))
                    .map(jwt -> new Issued(subject, jwt, entitled.until())));
  }

  private Issuance.Asked asked(String id, SpiffeId subject, List<String> audience) {
    return new Issuance.Asked(
        EventType.JWT_SVID_ISSUED,
        id,
        subject,
        config.jwtSvidTtl(),
        Instant.MAX,
        Map.of("aud", String.join(" ", audience)));
  }

  private Map<String, Object> claims(
      String id, SpiffeId subject, List<String> audience, Entitlement entitled) {
    return Map.of(
        "iss",
        issuer,
        "sub",
        subject.uri(),
        "aud",
        audience,
        "iat",
        entitled.from().getEpochSecond(),
        "exp",
        entitled.until().getEpochSecond(),
        "jti",
        id);
  }

  private static void requireReaders(List<String> audience) {
    if (audience.isEmpty()
        || audience.size() > MOST_READERS
        || new HashSet<>(audience).size() < audience.size()
        || !audience.stream().allMatch(each -> READER.matcher(each).matches())) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "audience must name from 1 to %d readers, each once, in up to 255 visible characters"
              .formatted(MOST_READERS));
    }
  }
}
