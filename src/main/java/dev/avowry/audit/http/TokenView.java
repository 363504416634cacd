package dev.avowry.audit.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.audit.Explanation;
import dev.avowry.audit.Recorded;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.PlacedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A token as its row tells of it.
 *
 * @param grant by which it was asked for
 * @param permission of an exchange: why the agent may act for the subject
 * @param jkt the key that it is bound to, RFC 7638; absent when it is bound to none
 * @param certificate that it is bound to, RFC 8705 §3.1; absent when it is bound to none
 * @param requested the scopes that were asked for
 * @param authorizationDetails what it carries of them, RFC 9396
 * @param requestedAuthorizationDetails those that were asked for, where they are others
 * @param scopes the scopes that were granted, each with the ceilings that have it
 * @param parent the token that it was exchanged from
 * @param federation by which outside token it was had, if by one
 * @param assertion whose word it is that the agent acts for its subject, if an identity provider's
 * @param unknown what the record does not have
 */
record TokenView(
    Optional<String> jti,
    long index,
    Optional<String> hash,
    Instant at,
    Optional<String> agent,
    Optional<String> agentName,
    Optional<String> codeRoot,
    Optional<String> credential,
    Optional<FederationView> federation,
    Optional<AssertionView> assertion,
    Optional<String> subject,
    Optional<String> audience,
    String grant,
    Optional<String> permission,
    Optional<String> jkt,
    @JsonProperty("x5t#S256") Optional<String> certificate,
    String requestId,
    String clientAddress,
    Optional<Set<String>> requested,
    Optional<List<Map<String, Object>>> authorizationDetails,
    Optional<List<Map<String, Object>>> requestedAuthorizationDetails,
    List<ScopeView> scopes,
    List<String> path,
    Optional<TokenView> parent,
    List<String> unknown) {
  /**
   * What an outside issuer said, and what made it count.
   *
   * @param trustedIssuer the id of the trust in it
   * @param rule that let the subject be this agent
   */
  record FederationView(String trustedIssuer, String rule, String issuer, String subject) {
    static Optional<FederationView> of(Recorded recorded) {
      return recorded
          .get("trusted_issuer")
          .map(
              id ->
                  new FederationView(
                      id,
                      recorded.get("federation_rule").orElse(""),
                      recorded.get("outside_issuer").orElse(""),
                      recorded.get("outside_subject").orElse("")));
    }
  }

  /**
   * What an identity provider said of a human.
   *
   * @param trustedIssuer the id of the trust in it
   * @param subject the human, as the provider knows them
   */
  record AssertionView(String trustedIssuer, String issuer, String subject) {
    static Optional<AssertionView> of(Recorded recorded) {
      return recorded
          .get("asserted_by")
          .map(
              id ->
                  new AssertionView(
                      id,
                      recorded.get("asserted_issuer").orElse(""),
                      recorded.get("asserted_subject").orElse("")));
    }
  }

  /**
   * A granted scope.
   *
   * @param allowedBy the ceilings on the path that have it, sponsor first
   */
  record ScopeView(String scope, List<AllowedView> allowedBy) {}

  /**
   * A ceiling that has a scope.
   *
   * @param by {@code listed}, or {@code any} when the ceiling has no limit
   * @param index of the row that set it
   */
  record AllowedView(String node, String by, long index) {}

  /** The token of this generation; empty when there is none so far up. */
  static Optional<TokenView> of(Explanation why, int generation) {
    if (generation >= why.tokens().size()) {
      return Optional.empty();
    }
    PlacedEvent row = why.tokens().get(generation);
    Recorded recorded = Recorded.of(row);
    EventLine line = row.line();
    Optional<TokenView> parent = of(why, generation + 1);
    return Optional.of(
        new TokenView(
            line.jti(),
            row.index(),
            row.hash().map(Hash::toString),
            line.at(),
            line.agent().map(NodeId::toString),
            line.agent().flatMap(why::beginning).flatMap(it -> Recorded.of(it).get("name")),
            line.codeRoot(),
            recorded.get("credential"),
            FederationView.of(recorded),
            AssertionView.of(recorded),
            recorded.get("sub"),
            line.target(),
            line.reason(),
            recorded.get("permission"),
            recorded.get("jkt"),
            recorded.get("x5t#S256"),
            line.requestId(),
            line.clientAddress(),
            recorded.words("requested").or(() -> recorded.words("scope")),
            recorded.details("authorization_details"),
            recorded.details("requested_authorization_details"),
            recorded.words("scope").orElse(Set.of()).stream()
                .map(scope -> new ScopeView(scope, allowed(scope, line.path(), why)))
                .toList(),
            line.path(),
            parent,
            unknown(line, recorded, parent)));
  }

  private static List<AllowedView> allowed(String scope, List<String> path, Explanation why) {
    List<AllowedView> chain = new ArrayList<>();
    for (String id : path) {
      Optional<PlacedEvent> begun = NodeId.parse(id).flatMap(why::beginning);
      begun.flatMap(row -> allowed(id, scope, row)).ifPresent(chain::add);
    }
    return chain;
  }

  private static Optional<AllowedView> allowed(String node, String scope, PlacedEvent begun) {
    Optional<Set<String>> ceiling = Recorded.of(begun).words("scopes");
    return ceiling.map(scopes -> scopes.contains(scope)).orElse(true)
        ? Optional.of(new AllowedView(node, ceiling.isPresent() ? "listed" : "any", begun.index()))
        : Optional.empty();
  }

  private static List<String> unknown(
      EventLine line, Recorded recorded, Optional<TokenView> parent) {
    List<String> unknown = new ArrayList<>();
    if (line.codeRoot().isEmpty()) {
      unknown.add("code_root");
    }
    if (recorded.get("credential").isEmpty() && recorded.get("trusted_issuer").isEmpty()) {
      unknown.add("credential");
    }
    if (recorded.get("scope").isEmpty()) {
      unknown.add("scopes");
    }
    if (recorded.get("parent_jti").isPresent() && parent.isEmpty()) {
      unknown.add("parent");
    }
    return unknown;
  }
}
