package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.VerifiedJwt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Takes a token or a certificate of an outside issuer for an agent of ours, or refuses it. */
@ApplicationScoped
public class Federation {
  private final TrustStore store;
  private final OutsideSignatures signatures;
  private final OutsideKeys certificates;
  private final Admissions admissions;
  private final Clock clock;

  Federation(
      TrustStore store,
      OutsideSignatures signatures,
      OutsideKeys certificates,
      Admissions admissions,
      Clock clock) {
    this.store = store;
    this.signatures = signatures;
    this.certificates = certificates;
    this.admissions = admissions;
    this.clock = clock;
  }

  /**
   * A token of somebody else, as it came.
   *
   * @param jwt read strictly, and not yet believed
   * @param text the same
   * @param isSvid whether the request says that it is a JWT-SVID, which need not name its issuer
   * @param client the agent that the request says it is
   * @param origin from where it came, if an agent may be made of its workload
   */
  public record Shown(
      CompactJwt jwt,
      String text,
      boolean isSvid,
      Optional<NodeId> client,
      Optional<Origin> origin) {
    /** Shows no token. */
    @Override
    public String toString() {
      return "Shown[client=" + client + "]";
    }
  }

  /**
   * Which agent the token proves. Whether that agent is alive is not said yet, the token is still
   * to be used up where it is good for one request, and what it rests on is still to be checked.
   */
  public Uni<Admission> admit(Shown shown) {
    return trust(shown)
        .map(found -> found.filter(Trust::isLive).orElseThrow(OutsideToken::unproven))
        .chain(trust -> admit(shown, trust));
  }

  /**
   * Which agent an X.509-SVID proves, with the same reservations; empty when it is none, or of a
   * trust domain that nobody is trusted for. Of its workload no agent is made: the request names
   * one.
   */
  public Uni<Optional<Admission>> admit(PresentedSvid shown) {
    return OutsideCertificate.read(shown.own())
        .map(
            read ->
                store.trustOfDomain(read.trustDomain()).chain(found -> admit(shown, read, found)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<Admission>> admit(
      PresentedSvid shown, OutsideCertificate read, Optional<Trust> found) {
    Optional<NodeId> client = Optional.of(shown.client());
    Optional<Rule> rule =
        found.filter(Trust::isLive).flatMap(trust -> trust.ruleFor(read.workload(), client));
    if (rule.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    Trust trust = found.orElseThrow();
    return certificates
        .authorities(trust.issuer())
        .chain(by -> shown.comesFrom().apply(by))
        .chain(
            comes ->
                comes
                    ? admitted(trust, rule.get(), read.workload(), client).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Admission> admitted(
      Trust trust, Rule rule, Workload workload, Optional<NodeId> client) {
    return admissions
        .admit(trust, rule, workload, Optional.empty(), client, Optional.empty())
        .invoke(admission -> requireAgreement(admission, client));
  }

  /** SPIFFE-JWT-SVID §3 knows no {@code iss}: its trust domain says whose it is. */
  private Uni<Optional<Trust>> trust(Shown shown) {
    Claims claims = shown.jwt().untrustedClaims();
    if (!shown.isSvid()) {
      return store.trust(claims.text("iss").orElse(""));
    }
    return claims
        .text("sub")
        .filter(SpiffeName::isOfWorkload)
        .map(id -> store.trustOfDomain(SpiffeName.trustDomain(id)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Admission> admit(Shown shown, Trust trust) {
    return signatures
        .verified(shown.jwt(), trust.issuer())
        .chain(token -> admit(shown, trust, token));
  }

  private Uni<Admission> admit(Shown shown, Trust trust, VerifiedJwt token) {
    Workload workload = OutsideToken.check(token, trust.issuer(), clock.instant());
    Rule rule = trust.ruleFor(workload, shown.client()).orElseThrow(OutsideToken::unproven);
    return admissions
        .admit(
            trust,
            rule,
            workload,
            OutsideToken.use(token, trust.issuer(), shown.text()),
            shown.client(),
            shown.origin())
        .invoke(admission -> requireAgreement(admission, shown.client()));
  }

  private static void requireAgreement(Admission admission, Optional<NodeId> client) {
    if (client.filter(id -> !id.equals(admission.agent())).isPresent()) {
      throw otherClient();
    }
  }

  private static Refused otherClient() {
    return OutsideToken.failed("the parameter client_id names another client");
  }
}
