package dev.avowry.provenance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The way up from a domain, RFC 9989 §4.10: whose policy holds for it, and which organization it is
 * of. It needs no list of suffixes; at most eight questions.
 *
 * @param records those that there are on the way, the longest name first
 */
record TreeWalk(String domain, Map<String, DmarcRecord> records) {
  /** A name with more labels is asked for itself, and then from so many on, §4.10. */
  private static final int MOST_LABELS = 8;

  /** A whole top-level domain is nobody's organization, whatever it publishes. */
  private static final int LEAST_LABELS = 2;

  /** Goes it; fails with {@link DnsUnavailable}. */
  static TreeWalk from(String domain, Lookups lookups) {
    Map<String, DmarcRecord> records = new LinkedHashMap<>();
    int labels = DomainNames.labels(domain).size();
    String name = domain;
    while (true) {
      String asked = name;
      Optional<DmarcRecord> found =
          DmarcRecord.read(lookups.ask("_dmarc." + asked, Dns.Type.TXT).values());
      found.ifPresent(record -> records.put(asked, record));
      boolean isEnd =
          found
              .filter(
                  record ->
                      record.role() == DmarcRecord.Role.ORGANIZATION
                          || (record.role() == DmarcRecord.Role.SUFFIX && !asked.equals(domain)))
              .isPresent();
      labels = labels >= MOST_LABELS ? MOST_LABELS - 1 : labels - 1;
      if (isEnd || labels == 0) {
        return new TreeWalk(domain, records);
      }
      name = DomainNames.last(domain, labels);
    }
  }

  /** The organization's domain, §4.10.2; the domain itself when nothing says otherwise. */
  String organization() {
    String fewest = domain;
    for (Entry<String, DmarcRecord> each : records.entrySet()) {
      String name = each.getKey();
      switch (each.getValue().role()) {
        case ORGANIZATION -> {
          return name;
        }
        case SUFFIX -> {
          if (!name.equals(domain)) {
            return DomainNames.last(domain, DomainNames.labels(name).size() + 1);
          }
        }
        case UNKNOWN -> {}
      }
      if (DomainNames.labels(name).size() >= LEAST_LABELS) {
        fewest = name;
      }
    }
    return fewest;
  }

  /**
   * The record that holds for the domain, §4.10.1: its own, its organization's, or that of the
   * suffix above.
   */
  Optional<DmarcRecord> record() {
    return Optional.ofNullable(records.get(domain))
        .or(() -> Optional.ofNullable(records.get(organization())))
        .or(() -> records.values().stream().reduce((first, last) -> last));
  }
}
