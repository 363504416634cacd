package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides what becomes of each item of an import. Plain. */
final class ImportPlan {
  private final List<ImportItem> items;
  private final List<Optional<SecretFields>> fields;
  private final NodeId owner;
  private final Fingerprints fingerprints;

  /** All of it is checked here: one item that cannot be kept, and none is. */
  ImportPlan(List<ImportItem> items, NodeId owner, Fingerprints fingerprints) {
    this.items = List.copyOf(items);
    this.fields = items.stream().map(ImportItem::toFields).toList();
    this.owner = owner;
    this.fingerprints = fingerprints;
  }

  Set<String> names() {
    return items.stream().map(ImportItem::name).collect(Collectors.toSet());
  }

  /** The fields of the item; empty of one that is. */
  Optional<SecretFields> fields(int at) {
    return fields.get(at);
  }

  /** What becomes of them where the owner has secrets of these names. */
  Import decide(Set<String> existing) {
    List<Map<String, String>> prints = items.stream().map(this::prints).toList();
    Map<String, Integer> often = new HashMap<>();
    prints.forEach(
        each -> new HashSet<>(each.values()).forEach(print -> often.merge(print, 1, Integer::sum)));
    Set<String> seen = new HashSet<>();
    List<Import.Item> decided = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      ImportItem item = items.get(i);
      decided.add(
          new Import.Item(
              item.place(),
              item.name(),
              item.type(),
              state(item, prints.get(i), existing, seen),
              Optional.empty(),
              prints.get(i),
              prints.get(i).entrySet().stream()
                  .filter(print -> often.getOrDefault(print.getValue(), 0) > 1)
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()),
              item.leftOut()));
    }
    return new Import(decided);
  }

  private static Import.State state(
      ImportItem item, Map<String, String> prints, Set<String> existing, Set<String> seen) {
    if (item.fields().isEmpty()) {
      return Import.State.EMPTY;
    }
    if (!seen.add(item.name() + '\n' + item.type() + '\n' + new TreeMap<>(prints))) {
      return Import.State.DUPLICATE;
    }
    return existing.contains(item.name()) ? Import.State.EXISTS : Import.State.NEW;
  }

  private Map<String, String> prints(ImportItem item) {
    return item.fields().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, field -> fingerprints.of(owner, field.getValue())));
  }
}
