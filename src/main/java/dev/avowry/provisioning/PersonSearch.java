package dev.avowry.provisioning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds people for the system that has told of them, RFC 7644 §3.4.2. */
@ApplicationScoped
public class PersonSearch {
  /** What a filter is held against one by one; beyond that it has to name who is meant. */
  private static final int MOST = 10_000;

  private final PersonStore store;

  PersonSearch(PersonStore store) {
    this.store = store;
  }

  /**
   * What was found.
   *
   * @param total how many there are in all, RFC 7644 §3.4.2.4
   */
  public record Found(List<Person> people, long total) {
    public Found {
      people = List.copyOf(people);
    }
  }

  /**
   * So many of those that a filter names.
   *
   * @param shown a person as the filter sees them
   * @param offset how many come before
   */
  public Uni<Found> search(
      Provisioner by,
      Optional<PersonFilter> filter,
      Function<Person, ObjectNode> shown,
      long offset,
      int limit) {
    return filter
        .map(asked -> filtered(by, asked, shown).map(all -> cut(all, offset, limit)))
        .orElseGet(() -> page(by, offset, limit));
  }

  private Uni<Found> page(Provisioner by, long offset, int limit) {
    return store
        .count(by.id())
        .chain(
            total ->
                (limit == 0
                        ? Uni.createFrom().item(List.<Person>of())
                        : store.page(by.id(), offset, limit))
                    .map(people -> new Found(people, total)));
  }

  private Uni<List<Person>> filtered(
      Provisioner by, PersonFilter filter, Function<Person, ObjectNode> shown) {
    if (filter.userName().isPresent()) {
      return store.named(by.id(), filter.userName().get()).map(found -> found.stream().toList());
    }
    if (filter.externalId().isPresent()) {
      return store.known(by.id(), filter.externalId().get());
    }
    return store
        .count(by.id())
        .invoke(PersonSearch::requireFew)
        .chain(() -> store.page(by.id(), 0, MOST))
        .map(all -> all.stream().filter(each -> filter.matches(shown.apply(each))).toList());
  }

  private static void requireFew(long count) {
    if (count > MOST) {
      throw Refusal.refused(
          Reason.TOO_MANY,
          "more than %d users: filter by userName or externalId alone".formatted(MOST));
    }
  }

  private static Found cut(List<Person> all, long offset, int limit) {
    return new Found(all.stream().skip(offset).limit(limit).toList(), all.size());
  }
}
