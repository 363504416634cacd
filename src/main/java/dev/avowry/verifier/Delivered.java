package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the issuer gave: a list, or what follows one. Genuine and whole in itself, no more. */
sealed interface Delivered {

  /** The highest entry in it. */
  long seq();

  /** When the issuer knew that there was no further one. */
  Instant issuedAt();

  /**
   * The list that results.
   *
   * @param held the list held so far, if any
   * @param skew how far the clocks of two replicas of the issuer may be apart
   * @param behind how much older than the held list one with the same entries may be
   * @throws Refusal it does not follow from what is held
   */
  Revocations after(@Nullable Revocations held, Duration skew, Duration behind) throws Refusal;

  /** A whole list, which needs no other. */
  record Whole(Revocations list) implements Delivered {

    @Override
    public long seq() {
      return list.seq();
    }

    @Override
    public Instant issuedAt() {
      return list.issuedAt();
    }

    @Override
    public Revocations after(@Nullable Revocations held, Duration skew, Duration behind)
        throws Refusal {
      if (held != null) {
        list.refuseUnlessFollows(held, skew, behind);
      }
      return list;
    }
  }

  /**
   * What came after an entry, without a gap.
   *
   * @param since the entry before the first
   */
  record End(long since, long seq, Instant issuedAt, Instant expires, List<Entry> entries)
      implements Delivered {

    @Override
    public Revocations after(@Nullable Revocations held, Duration skew, Duration behind)
        throws Refusal {
      if (held == null || held.seq() < since) {
        throw new Refusal(Reason.INCOMPLETE, "what comes before the end of the list is not held");
      }
      return held.continuedBy(this, behind);
    }
  }
}
