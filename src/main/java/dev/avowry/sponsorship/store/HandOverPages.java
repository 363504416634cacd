package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.sponsorship.HandOver;
import dev.avowry.sponsorship.HandOverFilter;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages of hand-overs in the order in which they were offered. */
final class HandOverPages {
  private HandOverPages() {}

  static Uni<Page<HandOver>> page(HandOverFilter filter, PageRequest page) {
    Map<String, Object> values = new HashMap<>();
    String matches = matches(filter, values);
    return HandOverRow.count(matches, values)
        .chain(total -> rows(matches, values, page).map(rows -> page(rows, total, page)));
  }

  private static Page<HandOver> page(List<HandOverRow> rows, long total, PageRequest page) {
    List<HandOver> items = rows.stream().map(HandOverRow::toHandOver).toList();
    // Pages go by ids of one form, whatever they name.
    return page.page(items, total, item -> new NodeId(item.id().value()));
  }

  private static Uni<List<HandOverRow>> rows(
      String matches, Map<String, Object> values, PageRequest page) {
    Map<String, Object> all = new HashMap<>(values);
    page.after().ifPresent(key -> all.put("after", key.value()));
    String from = page.after().isEmpty() ? matches : matches + AFTER;
    return HandOverRow.<HandOverRow>find(from + " order by offeredAt, id", all)
        .page(0, page.limit() + 1)
        .list();
  }

  private static final String AFTER =
      """
       and (offeredAt > (select k.offeredAt from HandOverRow k where k.id = :after)
        or (offeredAt = (select k.offeredAt from HandOverRow k where k.id = :after) and id > :after))
      """;

  /** Made only of constants, never of input. */
  private static String matches(HandOverFilter filter, Map<String, Object> values) {
    StringBuilder text = new StringBuilder("1 = 1");
    filter
        .concerning()
        .ifPresent(id -> and(text, values, "(giver = :me or receiver = :me)", "me", id.value()));
    filter.agent().ifPresent(id -> and(text, values, "agent = :agent", "agent", id.value()));
    filter.giver().ifPresent(id -> and(text, values, "giver = :giver", "giver", id.value()));
    filter.receiver().ifPresent(id -> and(text, values, "receiver = :to", "to", id.value()));
    filter.state().ifPresent(it -> and(text, values, "state = :state", "state", it.code()));
    if (filter.orphaned()) {
      text.append(" and receiver is null");
    }
    return text.toString();
  }

  private static void and(
      StringBuilder text, Map<String, Object> values, String condition, String name, Object value) {
    text.append(" and ").append(condition);
    values.put(name, value);
  }
}
