package dev.avowry.agent.store;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Fence;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The one mapping of rows to clients and lineages, as a mint reads them. */
final class StandingRows {
  /** What is read of {@code node n}. */
  static final String NODE =
      """
      n.id, n.kind, n.lineage, n.scopes, n.resources, n.max_ttl, n.max_depth, n.max_children,
      n.authorization_details, n.state, n.expires_at, n.actor, n.standing, n.created_at,
      """
          + HeldRoleRows.COLUMN;

  /** What is read of {@code agent a} and {@code credential c}. */
  static final String AGENT =
      """
      a.id as agent, a.name, a.kind, a.purpose, a.vendor, a.code_repository, a.code_commit, a.code_image,
      a.dpop_bound_access_tokens, a.tls_client_certificate_bound_access_tokens,
      a.redirect_uris, a.public_client, a.refresh_tokens, a.id_token_alg, a.device_codes,
      a.notification_endpoint,
      c.id, c.type, c.detail, c.state, c.expires_at, c.rides_on, c.last_used_at, c.created_at
      """;

  private StandingRows() {}

  /** One row a credential, or one row without; agents whose lineage was not read are left out. */
  static Map<NodeId, Client> clients(RowSet<Row> rows, Map<NodeId, Lineage> lineages) {
    Map<NodeId, Client> clients = new HashMap<>();
    byOwner(rows, "agent")
        .forEach(
            (id, own) ->
                Optional.ofNullable(lineages.get(id))
                    .ifPresent(lineage -> clients.put(id, client(id, own, lineage))));
    return clients;
  }

  /** One row a node, in the order of the lineage, by the node {@code below}. */
  static Map<NodeId, Lineage> lineages(RowSet<Row> rows) {
    Map<NodeId, Lineage> lineages = new HashMap<>();
    byOwner(rows, "below").forEach((id, own) -> lineages.put(id, lineage(own)));
    return lineages;
  }

  /** Rows by whose they are, in their order. */
  private static Map<NodeId, List<Row>> byOwner(RowSet<Row> rows, String column) {
    Map<NodeId, List<Row>> owned = new HashMap<>();
    rows.forEach(
        row ->
            owned
                .computeIfAbsent(new NodeId(row.getLong(column)), any -> new ArrayList<>())
                .add(row));
    return owned;
  }

  /** As old as the older of the two statements that read it. */
  private static Client client(NodeId id, List<Row> rows, Lineage lineage) {
    Row first = rows.getFirst();
    Fence older = new Fence(Math.min(first.getLong("fence"), lineage.asOf().seq()));
    Agent agent =
        new Agent(
            id,
            first.getString("name"),
            AgentKind.named(first.getString("kind")).orElseThrow(),
            first.getString("purpose"),
            Optional.ofNullable(first.getString("vendor")),
            AgentRow.codeRoot(
                first.getString("code_repository"),
                first.getString("code_commit"),
                first.getString("code_image")),
            BoundTokens.of(
                first.getBoolean("dpop_bound_access_tokens"),
                first.getBoolean("tls_client_certificate_bound_access_tokens")),
            AgentRow.redirects(
                    first.getArrayOfStrings("redirect_uris"),
                    first.getBoolean("public_client"),
                    first.getBoolean("refresh_tokens"),
                    first.getString("id_token_alg"),
                    first.getBoolean("device_codes"))
                .toldAt(Optional.ofNullable(first.getString("notification_endpoint"))),
            lineage.node());
    List<Credential> credentials =
        rows.stream()
            .filter(row -> row.getLong("id") != null)
            .map(row -> credential(id, row))
            .toList();
    return new Client(agent, credentials, new Lineage(lineage.nodes(), older));
  }

  private static Lineage lineage(List<Row> rows) {
    return new Lineage(
        rows.stream().map(StandingRows::node).toList(),
        new Fence(rows.getFirst().getLong("fence")));
  }

  private static Credential credential(NodeId agent, Row row) {
    return new Credential(
        new CredentialId(row.getLong("id")),
        agent,
        new AuthenticatorColumns(row.getString("type"), row.getJsonObject("detail").getMap())
            .toAuthenticator(),
        state(row),
        instant(row, "expires_at"),
        Optional.ofNullable(row.getLong("rides_on")).map(CredentialId::new),
        instant(row, "last_used_at"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Node node(Row row) {
    return new Node(
        new NodeId(row.getLong("id")),
        NodeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        LineageBytes.read(row.getBuffer("lineage").getBytes()),
        new Ceiling(
            Extent.ofColumn(row.getArrayOfStrings("scopes")),
            Extent.ofColumn(row.getArrayOfStrings("resources")),
            Duration.ofSeconds(row.getInteger("max_ttl")),
            row.getInteger("max_depth"),
            row.getInteger("max_children"),
            DetailExtent.ofColumn(row.getString("authorization_details"))),
        state(row),
        instant(row, "expires_at"),
        Optional.ofNullable(row.getLong("actor")).map(NodeId::new),
        row.getBoolean("standing"),
        row.getOffsetDateTime("created_at").toInstant(),
        HeldRoleRows.read(row.getJsonArray("roles")));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static NodeState state(Row row) {
    return NodeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }
}
