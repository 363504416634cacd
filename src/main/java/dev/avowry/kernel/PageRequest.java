package dev.avowry.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which page of a list is wanted. Pages go by key, so that what is added meanwhile neither repeats
 * nor hides an item.
 *
 * @param after the id of the last item of the page before
 * @param limit how many items at the most
 */
public record PageRequest(Optional<NodeId> after, int limit) {
  private static final int USUAL = 50;
  private static final int MOST = 500;

  /** Reads the query parameters {@code after} and {@code limit}. */
  public static PageRequest of(Optional<String> after, Optional<String> limit) {
    return new PageRequest(after.map(PageRequest::key), limit.map(PageRequest::size).orElse(USUAL));
  }

  /**
   * The page made of rows of which one more than the limit was read, so that it is known whether
   * there is a next.
   */
  public <T> Page<T> page(List<T> rows, long total, Function<T, NodeId> key) {
    if (rows.size() <= limit) {
      return new Page<>(rows, total, Optional.empty());
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, total, Optional.of(key.apply(items.getLast()).toString()));
  }

  private static NodeId key(String after) {
    return NodeId.parse(after)
        .orElseThrow(() -> invalid("after must be the value of next of the page before"));
  }

  private static int size(String limit) {
    if (limit.matches("[0-9]{1,4}")) {
      int size = Integer.parseInt(limit);
      if (size >= 1 && size <= MOST) {
        return size;
      }
    }
    throw invalid("limit must be a number from 1 to " + MOST);
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
