package dev.avowry.token;

import dev.avowry.authn.ClientAuthentication;
import dev.avowry.federation.AssertedIdentity;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TokenId;
import dev.avowry.key.Keys;
import dev.avowry.key.Signer;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import dev.avowry.revocation.StatusIndex;
import dev.avowry.revocation.StatusIndexes;
import dev.avowry.revocation.Suspensions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Turns a template into a token: check, place, record, sign. In this order and no other. */
@ApplicationScoped
public class Minter {
  private static final Logger LOG = Logger.getLogger(Minter.class);

  private final StatusIndexes indexes;
  private final Recorder recorder;
  private final Suspensions suspensions;
  private final ApprovalGate approvals;
  private final Lending lending;
  private final Keys keys;
  private final Vertx vertx;
  private final String issuer;
  private final AccessTokenEncoder encoder;

  Minter(
      StatusIndexes indexes,
      Recorder recorder,
      Suspensions suspensions,
      ApprovalGate approvals,
      Lending lending,
      Keys keys,
      Vertx vertx,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.indexes = indexes;
    this.recorder = recorder;
    this.suspensions = suspensions;
    this.approvals = approvals;
    this.lending = lending;
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
    return approvals
        .pass(token)
        .invoke(
            passed ->
                IssuanceRules.broken(token, passed.ruled(), issuer)
                    .ifPresent(rule -> stop(token, rule)))
        .chain(passed -> place(token, passed.hold()))
        .chain(placed -> mint(placed, claims, origin))
        .map(
            jwt ->
                Issued.of(
                    jwt,
                    token.claims().type(),
                    Duration.between(token.claims().issuedAt(), token.claims().expiresAt()),
                    token.claims().scopes(),
                    token.claims().authorizationDetails()));
  }

  private Uni<Placed> place(Template token, Hold rules) {
    return suspensions
        .pass(token.claims().classes(), token.administers(issuer))
        .chain(classes -> place(token, rules, classes));
  }

  private Uni<Placed> place(Template token, Hold rules, Hold classes) {
    Set<String> ids = new HashSet<>(classes.ids());
    // Without the tokens on its path: each would take a place in a status list of its own.
    token.claims().path().stream().filter(id -> TokenId.parse(id).isEmpty()).forEach(ids::add);
    return indexes.of(Set.copyOf(ids)).map(index -> new Placed(token, rules, classes, index));
  }

  private Uni<String> mint(Placed placed, List<SingleUse> claims, Origin origin) {
    Template token = placed.token();
    Proposal proposal =
        Proposal.token(
            claims,
            placed.holds(),
            event(token, origin),
            placed.classes().ids(),
            token.claims().expiresAt());
    return recorder
        .record(proposal)
        .call(outcome -> heed(token, outcome, origin))
        .map(ClientAuthentication::requireRecorded)
        .chain(fence -> sign(token, placed.index(), fence));
  }

  /**
   * RFC 6749 §4.1.2 and RFC 9700 §4.14.2: who shows it again has it from somebody else. Not so a
   * client that polls: it alone was told what it polls with, and proves itself each time.
   */
  private Uni<Void> heed(Template token, Outcome outcome, Origin origin) {
    return token
        .lent()
        .map(Lent::loan)
        .filter(
            loan -> outcome instanceof Outcome.Replayed(SingleUse use) && use.equals(loan.use()))
        .filter(loan -> loan.use().kind() != SingleUse.Kind.APPROVAL)
        .map(loan -> lending.takeBack(loan, origin))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /**
   * A token that is fixed but for its fence.
   *
   * @param rules of approval, than which there are no stricter ones
   * @param classes of which none is suspended
   * @param index where a status list tells of it
   */
  private record Placed(Template token, Hold rules, Hold classes, StatusIndex index) {
    List<Hold> holds() {
      return Stream.concat(token.holds().stream(), Stream.of(rules, classes, index.hold()))
          .toList();
    }
  }

  private static void stop(Template token, String rule) {
    LOG.errorf(
        "a template broke a rule and was not minted: rule=%s jti=%s", rule, token.claims().jti());
    throw Refusal.refused(Reason.SERVER_ERROR, "the token would have broken a rule of issuance");
  }

  private Uni<String> sign(Template token, StatusIndex index, Fence fence) {
    Signer signer = keys.ring().active(token.algorithm());
    byte[] input = encoder.signingInput(token, index, fence, signer.kid());
    // A slow signature on the event loop would hold up everybody else's request.
    return signer.fast()
        ? Uni.createFrom().item(AccessTokenEncoder.compact(input, signer.sign(input)))
        : vertx.executeBlocking(() -> AccessTokenEncoder.compact(input, signer.sign(input)), false);
  }

  private static Event event(Template template, Origin origin) {
    TokenClaims token = template.claims();
    return Event.of(EventType.TOKEN_ISSUED, token.clientId().toString(), origin)
        .onAgent(token.clientId())
        .onNode(token.node())
        .under(token.sponsor())
        .withToken(token.jti(), token.path())
        .onTarget(token.audience())
        .running(template.grounds().codeRoot())
        .because(template.grounds().grantType())
        .with(detail(template));
  }

  /** The names are those of {@code src/docs/ledger.md}. */
  private static Map<String, String> detail(Template template) {
    TokenClaims token = template.claims();
    Grounds grounds = template.grounds();
    Map<String, String> detail = new HashMap<>();
    detail.put("sub", token.sub().toString());
    detail.put("scope", spaced(token.scopes()));
    detail.put("exp", Long.toString(token.expiresAt().getEpochSecond()));
    detail.put("kinds", spaced(token.kinds()));
    if (!token.vendors().isEmpty()) {
      // A vendor's name may have spaces, and never a line's end.
      detail.put("vendors", String.join("\n", new TreeSet<>(token.vendors())));
    }
    if (!grounds.requested().equals(token.scopes())) {
      detail.put("requested", spaced(grounds.requested()));
    }
    if (!token.authorizationDetails().isEmpty()) {
      detail.put("authorization_details", token.authorizationDetails().text());
    }
    grounds
        .requestedDetails()
        .filter(asked -> !asked.equals(token.authorizationDetails()))
        .ifPresent(asked -> detail.put("requested_authorization_details", asked.text()));
    token.boundTo().ifPresent(bound -> detail.put(bound.confirmation(), bound.value()));
    grounds.evidence().ifPresent(evidence -> detail.putAll(evidence.detail()));
    grounds
        .permission()
        .ifPresent(why -> detail.put("permission", why.name().toLowerCase(Locale.ROOT)));
    grounds.asserted().ifPresent(identity -> detail.putAll(detail(identity)));
    template.parent().ifPresent(parent -> detail.put("parent_jti", parent.claims().jti().value()));
    return detail;
  }

  private static Map<String, String> detail(AssertedIdentity identity) {
    return Map.of(
        "asserted_by", identity.issuer().toString(),
        "asserted_issuer", identity.outsideIssuer(),
        "asserted_subject", identity.outsideSubject());
  }

  private static String spaced(Set<String> scopes) {
    return String.join(" ", new TreeSet<>(scopes));
  }
}
