package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Refused;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.VerifiedJwt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Takes a token of an outside issuer for an agent of ours, or refuses it. */
@ApplicationScoped
public class Federation {
  private final TrustStore store;
  private final OutsideSignatures signatures;
  private final Admissions admissions;
  private final Clock clock;

  Federation(TrustStore store, OutsideSignatures signatures, Admissions admissions, Clock clock) {
    this.store = store;
    this.signatures = signatures;
    this.admissions = admissions;
    this.clock = clock;
  }

  /**
   * A token of somebody else, as it came.
   *
   * @param jwt read strictly, and not yet believed
   * @param text the same
   * @param client the agent that the request says it is
   * @param origin from where it came, if an agent may be made of its workload
   */
  public record Shown(
      CompactJwt jwt, String text, Optional<NodeId> client, Optional<Origin> origin) {
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
    String issuer = shown.jwt().untrustedClaims().text("iss").orElse("");
    return store
        .trust(issuer)
        .map(found -> found.filter(Trust::isLive).orElseThrow(OutsideToken::unproven))
        .chain(trust -> admit(shown, trust));
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
