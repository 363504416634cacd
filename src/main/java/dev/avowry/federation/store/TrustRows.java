package dev.avowry.federation.store;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Extent;
import dev.avowry.agent.NodeState;
import dev.avowry.federation.Condition;
import dev.avowry.federation.KeyOrigin;
import dev.avowry.federation.Profile;
import dev.avowry.federation.Rule;
import dev.avowry.federation.TrustedIssuer;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one mapping of rows to trusted issuers and rules. */
final class TrustRows {
  /** What is read of {@code trusted_issuer i}. */
  static final String ISSUER =
      """
      i.id, i.name, i.issuer, i.profile, i.audience, i.algorithms, i.keys_from, i.jwks_uri, i.jwks,
      i.trust_domain, i.single_use, i.max_lifetime, i.state, i.created_at
      """;

  /** What is read of {@code federation_rule r}. */
  static final String RULE =
      """
      r.id, r.trusted_issuer, r.conditions, r.agent, r.sponsor, r.kind, r.scopes, r.resources,
      r.max_ttl, r.max_depth, r.max_children, r.most, r.made, r.quarantine, r.state, r.created_at
      """;

  private TrustRows() {}

  static TrustedIssuer issuer(Row row) {
    return new TrustedIssuer(
        new TrustId(row.getLong("id")),
        row.getString("name"),
        row.getString("issuer"),
        Profile.named(row.getString("profile")).orElseThrow(),
        row.getString("audience"),
        Stream.of(row.getArrayOfStrings("algorithms"))
            .map(name -> Algorithm.named(name).orElseThrow())
            .collect(Collectors.toSet()),
        keys(row),
        Optional.ofNullable(row.getString("trust_domain")),
        row.getBoolean("single_use"),
        Duration.ofSeconds(row.getInteger("max_lifetime")),
        state(row),
        row.getOffsetDateTime("created_at").toInstant());
  }

  static Rule rule(Row row) {
    return new Rule(
        new TrustId(row.getLong("id")),
        new TrustId(row.getLong("trusted_issuer")),
        row.getJsonObject("conditions").stream()
            .map(entry -> new Condition(entry.getKey(), (String) entry.getValue()))
            .toList(),
        outcome(row),
        state(row),
        row.getOffsetDateTime("created_at").toInstant());
  }

  static String json(List<Jwk> keys) {
    return new JsonObject()
        .put("keys", new JsonArray(keys.stream().map(Jwk::toMap).toList()))
        .encode();
  }

  private static KeyOrigin keys(Row row) {
    return switch (row.getString("keys_from")) {
      case "jwks_uri" -> new KeyOrigin.Address(URI.create(row.getString("jwks_uri")));
      case "discovery" -> new KeyOrigin.Discovery();
      case "documents" -> new KeyOrigin.Documents();
      default ->
          new KeyOrigin.Given(
              row.getJsonObject("jwks").getJsonArray("keys").stream()
                  .map(key -> Jwk.parseKept(((JsonObject) key).encode()))
                  .toList());
    };
  }

  private static Rule.Outcome outcome(Row row) {
    Long agent = row.getLong("agent");
    if (agent != null) {
      return new Rule.IsAgent(new NodeId(agent));
    }
    return row.getBoolean("quarantine") ? new Rule.Quarantine(makes(row)) : makes(row);
  }

  private static Rule.MakesAgent makes(Row row) {
    return new Rule.MakesAgent(
        new NodeId(row.getLong("sponsor")),
        AgentKind.named(row.getString("kind")).orElseThrow(),
        new AskedCeiling(
            Extent.ofColumn(row.getArrayOfStrings("scopes")),
            Extent.ofColumn(row.getArrayOfStrings("resources")),
            Optional.ofNullable(row.getInteger("max_ttl")).map(Duration::ofSeconds),
            Optional.of(row.getInteger("max_depth")),
            Optional.of(row.getInteger("max_children"))),
        row.getInteger("most"),
        row.getInteger("made"));
  }

  private static NodeState state(Row row) {
    return NodeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }
}
