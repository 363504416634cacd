package dev.avowry.provenance;

import java.util.List;
import java.util.Optional;

/** Whether one of the domains that have proven themselves is the author's, RFC 9989 §5. */
final class Dmarc {
  /** Domains that have less in common are of two organizations. */
  private static final int LEAST_IN_COMMON = 2;

  private final String author;
  private final Lookups lookups;

  private Dmarc(String author, Lookups lookups) {
    this.author = author;
    this.lookups = lookups;
  }

  /** What came of it. */
  record Outcome(DmarcResult result, boolean aligned, boolean refusalAsked) {
    static final Outcome OPEN = new Outcome(DmarcResult.TEMPERROR, false, false);
  }

  /**
   * Decides.
   *
   * @param author the domain in {@code From}
   * @param spf the domain that has proven itself by SPF
   */
  static Outcome check(String author, Spf.Outcome spf, Dkim.Outcome dkim, Lookups lookups) {
    try {
      return new Dmarc(author, lookups).check(spf, dkim);
    } catch (DnsUnavailable nobodyAnswers) {
      return Outcome.OPEN;
    }
  }

  private Outcome check(Spf.Outcome spf, Dkim.Outcome dkim) {
    TreeWalk way = TreeWalk.from(author, lookups);
    Optional<DmarcRecord> record = way.record();
    boolean strictDkim = record.map(DmarcRecord::strictDkim).orElse(false);
    boolean strictSpf = record.map(DmarcRecord::strictSpf).orElse(false);
    boolean aligned =
        isAligned(dkim.passed(), strictDkim, way)
            || isAligned(spf.proven().stream().toList(), strictSpf, way);
    if (!aligned && (dkim.open() || spf.result() == SpfResult.TEMPERROR)) {
      return Outcome.OPEN;
    }
    return record
        .map(asked -> aligned ? passed() : failed(asked, way))
        .orElseGet(() -> new Outcome(DmarcResult.NONE, aligned, false));
  }

  private static Outcome passed() {
    return new Outcome(DmarcResult.PASS, true, false);
  }

  private Outcome failed(DmarcRecord record, TreeWalk way) {
    DmarcRecord.Policy policy =
        way.records().containsKey(author) ? record.own() : ofDomainBelow(record);
    return new Outcome(DmarcResult.FAIL, false, policy == DmarcRecord.Policy.REJECT);
  }

  private DmarcRecord.Policy ofDomainBelow(DmarcRecord record) {
    return record.below() == record.missing() || lookups.ask(author, Dns.Type.A).exists()
        ? record.below()
        : record.missing();
  }

  private boolean isAligned(List<String> domains, boolean strict, TreeWalk way) {
    return domains.contains(author)
        || (!strict && domains.stream().anyMatch(domain -> isOfSame(domain, way)));
  }

  /** §4.10.2: the same organization, by a way up of its own. */
  private boolean isOfSame(String domain, TreeWalk way) {
    return DomainNames.last(domain, LEAST_IN_COMMON)
            .equals(DomainNames.last(author, LEAST_IN_COMMON))
        && TreeWalk.from(domain, lookups).organization().equals(way.organization());
  }
}
