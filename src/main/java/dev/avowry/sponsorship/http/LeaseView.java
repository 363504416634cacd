package dev.avowry.sponsorship.http;

import dev.avowry.kernel.Page;
import dev.avowry.sponsorship.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lease on the wire. */
record LeaseView(
    String agent,
    String sponsor,
    Instant dueAt,
    boolean lapsed,
    int notices,
    Optional<String> renewedBy,
    Optional<Instant> renewedAt) {
  /** A page on the wire. {@code next} is the {@code after} of the page that follows. */
  record LeasePage(List<LeaseView> items, long total, Optional<String> next) {
    static LeasePage of(Page<Lease> page) {
      Page<LeaseView> views = page.map(LeaseView::of);
      return new LeasePage(views.items(), views.total(), views.next());
    }
  }

  static LeaseView of(Lease lease) {
    return new LeaseView(
        lease.agent().toString(),
        lease.sponsor().toString(),
        lease.dueAt(),
        lease.lapsed(),
        lease.notices(),
        lease.renewedBy(),
        lease.renewedAt());
  }
}
