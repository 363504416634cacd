package dev.avowry.agent.store;

import dev.avowry.agent.Node;
import dev.avowry.agent.TreeNode;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A page of a tree in depth-first order, which is the order of the lineage column. */
@ApplicationScoped
class TreeRows {
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

  private static Uni<Page<TreeNode>> page(List<NodeRow> rows, long total, PageRequest page) {
    return names(rows)
        .map(
            names ->
                page.page(
                    rows.stream().map(row -> treeNode(row, names)).toList(),
                    total,
                    item -> item.node().id()));
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

  private static TreeNode treeNode(NodeRow row, Map<Long, String> names) {
    Node node = row.toNode();
    Long named = node.actor().map(NodeId::value).orElse(row.id);
    return new TreeNode(node, names.getOrDefault(named, ""), row.liveAgents, row.liveDelegations);
  }
}
