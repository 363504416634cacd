package dev.avowry.token;

import dev.avowry.authn.ClientAuthentication;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Keys;
import dev.avowry.key.Signer;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import dev.avowry.revocation.Suspensions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Turns a template into a token: check, record, sign. In this order and no other. */
@ApplicationScoped
public class Minter {
  private static final Logger LOG = Logger.getLogger(Minter.class);

  private final Recorder recorder;
  private final Suspensions suspensions;
  private final Keys keys;
  private final Vertx vertx;
  private final String issuer;
  private final AccessTokenEncoder encoder;

  Minter(
      Recorder recorder,
      Suspensions suspensions,
      Keys keys,
      Vertx vertx,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.recorder = recorder;
    this.suspensions = suspensions;
    this.keys = keys;
    this.vertx = vertx;
    this.issuer = issuer;
    this.encoder = new AccessTokenEncoder(issuer);
  }

  /**
   * Mints.
   *
   * <p>Fails with {@link Superseded} when a revocation came between the reading of the tree and the
   * record: what was decided has to be decided anew.
   */
  Uni<Issued> mint(Template token, List<SingleUse> claims, Origin origin) {
    IssuanceRules.broken(token, issuer).ifPresent(rule -> stop(token, rule));
    return suspensions
        .pass(token.classes(), token.administers(issuer))
        .map(classes -> proposal(token, claims, classes, origin))
        .chain(recorder::record)
        .map(ClientAuthentication::requireRecorded)
        .chain(fence -> sign(token, fence))
        .map(
            jwt ->
                new Issued(
                    jwt, Duration.between(token.issuedAt(), token.expiresAt()), token.scopes()));
  }

  private static Proposal proposal(
      Template token, List<SingleUse> claims, Hold classes, Origin origin) {
    List<Hold> holds = new ArrayList<>(token.holds());
    holds.add(classes);
    return Proposal.token(claims, holds, event(token, origin), classes.ids(), token.expiresAt());
  }

  private static void stop(Template token, String rule) {
    LOG.errorf("a template broke a rule and was not minted: rule=%s jti=%s", rule, token.jti());
    throw Refusal.refused(Reason.SERVER_ERROR, "the token would have broken a rule of issuance");
  }

  private Uni<String> sign(Template token, Fence fence) {
    Signer signer = keys.ring().active(token.algorithm());
    byte[] input = encoder.signingInput(token, fence, signer.kid());
    // A slow signature on the event loop would hold up everybody else's request.
    return signer.fast()
        ? Uni.createFrom().item(AccessTokenEncoder.compact(input, signer.sign(input)))
        : vertx.executeBlocking(() -> AccessTokenEncoder.compact(input, signer.sign(input)), false);
  }

  private static Event event(Template token, Origin origin) {
    return Event.of(EventType.TOKEN_ISSUED, token.clientId().toString(), origin)
        .onAgent(token.clientId())
        .onNode(token.node())
        .under(token.sponsor())
        .withToken(token.jti(), token.path())
        .onTarget(token.audience())
        .running(token.grounds().codeRoot())
        .because(token.grounds().grantType())
        .with(detail(token, token.grounds()));
  }

  /** The names are those of {@code src/docs/ledger.md}. */
  private static Map<String, String> detail(Template token, Grounds grounds) {
    Map<String, String> detail = new HashMap<>();
    detail.put("sub", token.sub().toString());
    detail.put("scope", spaced(token.scopes()));
    detail.put("exp", Long.toString(token.expiresAt().getEpochSecond()));
    if (!grounds.requested().equals(token.scopes())) {
      detail.put("requested", spaced(grounds.requested()));
    }
    grounds.credential().ifPresent(id -> detail.put("credential", id.toString()));
    grounds
        .permission()
        .ifPresent(why -> detail.put("permission", why.name().toLowerCase(Locale.ROOT)));
    token.parent().ifPresent(parent -> detail.put("parent_jti", parent.jti().value()));
    return detail;
  }

  private static String spaced(Set<String> scopes) {
    return String.join(" ", new TreeSet<>(scopes));
  }
}
