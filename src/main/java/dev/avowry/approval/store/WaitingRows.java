package dev.avowry.approval.store;

import dev.avowry.approval.ApprovalRequest;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.store.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of requests; each method needs a session. */
@ApplicationScoped
class WaitingRows {
  /** As many as somebody looks at. */
  private static final int MOST = 25;

  private static final String AFTER =
      """
       and (createdAt < (select k.createdAt from ApprovalRow k where k.id = :after)
        or (createdAt = (select k.createdAt from ApprovalRow k where k.id = :after) and id > :after))
      """;

  /**
   * Whom it may concern; whom it does, the ballot says. Where no rule asks for anybody else's word
   * it is for the human alone: nobody's list is full of what is not for them.
   */
  Uni<List<Long>> waitingFor(NodeId human, boolean another, Instant now) {
    return Statement.select(
        Long.class,
        """
        select r.id from approval_request r join agent a on a.id = r.agent
        where r.state = 'pending' and r.expires_at > ?3
          and (r.human = ?1
               or exists (select 1 from approval_rule u
                          where u.scope = any(r.scopes) and u.approval <> 'none'
                            and (?2 or ?1 = any(u.approvers) or a.sponsor = ?1
                                 or exists (select 1 from co_sponsor c
                                            where c.agent = r.agent and c.sponsor = ?1))))
          and not exists (select 1 from approval_voice v where v.request = r.id and v.human = ?1)
        order by r.expires_at limit ?4
        """,
        human.value(),
        another,
        now.atOffset(ZoneOffset.UTC),
        MOST);
  }

  Uni<Page<ApprovalRequest>> page(Optional<NodeId> below, PageRequest page) {
    Map<String, Object> values = new HashMap<>();
    below.ifPresent(node -> values.put("me", node.value()));
    String matches = below.isEmpty() ? "1 = 1" : "(agent = :me or human = :me)";
    return ApprovalRow.count(matches, values)
        .chain(total -> rows(matches, values, page).map(rows -> page(rows, total, page)));
  }

  private static Page<ApprovalRequest> page(List<ApprovalRow> rows, long total, PageRequest page) {
    List<ApprovalRequest> items = rows.stream().map(ApprovalRow::toRequest).toList();
    // Pages go by ids of one form, whatever they name.
    return page.page(items, total, item -> new NodeId(item.id().value()));
  }

  private static Uni<List<ApprovalRow>> rows(
      String matches, Map<String, Object> values, PageRequest page) {
    Map<String, Object> all = new HashMap<>(values);
    page.after().ifPresent(key -> all.put("after", key.value()));
    String from = page.after().isEmpty() ? matches : matches + AFTER;
    return ApprovalRow.<ApprovalRow>find(from + " order by createdAt desc, id", all)
        .page(0, page.limit() + 1)
        .list();
  }
}
