package dev.avowry.agent.store;

import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.TreeNode;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.ledger.Fence;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A page of a tree in depth-first order, which is the order of the lineage column. */
@ApplicationScoped
class TreeRows {
  private final Clock clock;

  TreeRows(Clock clock) {
    this.clock = clock;
  }

  Uni<Page<TreeNode>> page(Node root, PageRequest page) {
    byte[] begin = LineageBytes.write(root.lineage());
    byte[] end = LineageBytes.end(begin);
    return count(begin, end)
        .chain(total -> rows(root, begin, end, page).chain(rows -> page(rows, total, page)));
  }

  private static Uni<Long> count(byte[] begin, byte[] end) {
    return NodeRow.count("lineage >= ?1 and lineage < ?2", begin, end);
  }

  /** A key from another tree names no page of this one. */
  private static Uni<List<NodeRow>> rows(Node root, byte[] begin, byte[] end, PageRequest page) {
    Uni<byte[]> start =
        page.after().isEmpty()
            ? Uni.createFrom().item(begin)
            : NodeRow.<NodeRow>findById(page.after().get().value())
                .map(row -> row != null && isBelow(root, row) ? row.lineage : end);
    String from = page.after().isEmpty() ? ">=" : ">";
    return start.chain(
        key ->
            NodeRow.<NodeRow>find(
                    "lineage %s ?1 and lineage < ?2 order by lineage".formatted(from), key, end)
                .page(0, page.limit() + 1)
                .list());
  }

  private static boolean isBelow(Node root, NodeRow row) {
    return LineageBytes.read(row.lineage).contains(root.id());
  }

  private Uni<Page<TreeNode>> page(List<NodeRow> rows, long total, PageRequest page) {
    return above(rows)
        .chain(
            nodes ->
                names(rows)
                    .map(
                        names ->
                            page.page(
                                rows.stream().map(row -> treeNode(row, nodes, names)).toList(),
                                total,
                                item -> item.node().id())));
  }

  /** Every node of the page and every one above it. */
  private static Uni<Map<NodeId, Node>> above(List<NodeRow> rows) {
    Set<Long> ids = new HashSet<>();
    rows.forEach(row -> LineageBytes.read(row.lineage).forEach(id -> ids.add(id.value())));
    return NodeRow.<NodeRow>list("id in ?1", ids)
        .map(
            all -> {
              Map<NodeId, Node> nodes = new HashMap<>();
              all.forEach(row -> nodes.put(new NodeId(row.id), row.toNode()));
              return nodes;
            });
  }

  private static Uni<Map<Long, String>> names(List<NodeRow> rows) {
    List<Long> ids =
        rows.stream()
            .flatMap(row -> Stream.of(row.id, row.actor))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    Map<Long, String> names = new HashMap<>();
    return AgentRow.<AgentRow>list("id in ?1", ids)
        .invoke(agents -> agents.forEach(agent -> names.put(agent.id, agent.name)))
        .chain(() -> SponsorRow.<SponsorRow>list("id in ?1", ids))
        .invoke(sponsors -> sponsors.forEach(sponsor -> names.put(sponsor.id, sponsor.name)))
        .replaceWith(names);
  }

  private TreeNode treeNode(NodeRow row, Map<NodeId, Node> nodes, Map<Long, String> names) {
    Node node = row.toNode();
    Lineage lineage =
        new Lineage(
            node.lineage().stream().map(id -> Objects.requireNonNull(nodes.get(id))).toList(),
            Fence.NONE);
    Long named = node.actor().map(NodeId::value).orElse(row.id);
    return new TreeNode(
        node,
        names.getOrDefault(named, ""),
        lineage.firstDead(clock.instant()).map(Node::id),
        row.liveAgents,
        row.liveDelegations);
  }
}
