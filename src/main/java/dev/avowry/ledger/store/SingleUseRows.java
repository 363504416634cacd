package dev.avowry.ledger.store;

import dev.avowry.ledger.SingleUse;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The one mapping of single uses to rows of {@code single_use}. */
final class SingleUseRows {
  private static final long SLOT_SECONDS = 3600;

  /** No hour's: what is in it is deleted when it has expired. */
  static final long KEPT = -1;

  /** What of the uses is fresh; the arrays are what {@link #arrays} makes. */
  static final String CLAIM =
      claim(
          "unnest($1::uuid[], $2::timestamptz[], $5::bigint[]) asked (id, until, slot)", "$3, $4");

  private SingleUseRows() {}

  /**
   * Gives back what was fresh. The key keeps copies out, however they race; the look before it
   * keeps out a value that comes again with another expiry, in another slot. What has not expired
   * is in the present slot or the next: the others are not looked at. What is kept has always the
   * same slot, so that the key alone keeps copies out. In one order, so that two transactions that
   * claim the same never wait for each other.
   *
   * @param asked a relation {@code asked (id, until, slot)}
   * @param slots the present slot and the next
   */
  static String claim(String asked, String slots) {
    return """
        insert into single_use (id, until, slot)
        select id, until, slot from %s
        where not exists (
          select 1 from single_use known where known.id = asked.id and known.slot in (%s))
        order by id
        on conflict do nothing
        returning id
        """
        .formatted(asked, slots);
  }

  /** The uses by their ids, as {@link #CLAIM} takes them. */
  static Tuple arrays(Map<UUID, SingleUse> uses, Instant now) {
    long slot = slot(now);
    return Tuple.of(
        uses.keySet().toArray(UUID[]::new),
        uses.values().stream()
            .map(use -> use.until().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new),
        slot,
        slot + 1,
        uses.values().stream().map(SingleUseRows::slot).toArray(Long[]::new));
  }

  /** The slot of a use. */
  static long slot(SingleUse use) {
    return use.kind().isKept() ? KEPT : slot(use.until());
  }

  /** The slot of what expires now. */
  static long slot(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), SLOT_SECONDS);
  }

  /** What {@link #CLAIM} gave back. */
  static Set<UUID> ids(RowSet<Row> rows) {
    Set<UUID> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.getUUID("id")));
    return ids;
  }

  /**
   * What makes two single uses the same one, in 128 bits of SHA-256: when it may be forgotten does
   * not. Who finds two values of one id has refused themselves the second.
   */
  static UUID id(SingleUse use) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      update(digest, use.kind().name());
      update(digest, use.holder());
      update(digest, use.value());
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }

  /** With its length, so that no two pairs run into the same bytes. */
  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }
}
