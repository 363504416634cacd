package dev.avowry.approval.store;

import dev.avowry.approval.Notice;
import dev.avowry.approval.NoticeStore;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.key.Sealed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notices, by native statements. */
@ApplicationScoped
class PgNoticeStore implements NoticeStore {
  @Override
  public Uni<Void> promise(Notice notice) {
    return Statement.execute(
            """
            insert into approval_notice (request, endpoint, token, auth_req_id)
            values (?1, ?2, ?3, ?4)
            """,
            notice.request().value(),
            notice.endpoint().toString(),
            notice.token().toBytes(),
            notice.secret().toBytes())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> isDue(ApprovalId request, Instant at) {
    return Statement.execute(
            "update approval_notice set due_at = ?2 where request = ?1", request.value(), utc(at))
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Notice>> take(Instant now, Duration pause, int most) {
    return Statement.select(
            Object[].class,
            """
            update approval_notice n
            set tries = n.tries + 1,
                due_at = cast(?1 as timestamptz)
                         + make_interval(secs => ?2 * power(2, n.tries))
            from (select request from approval_notice where due_at <= ?1
                  order by due_at limit ?3 for update skip locked) d
            where d.request = n.request
            returning n.request, n.endpoint, n.token, n.auth_req_id, n.tries
            """,
            utc(now),
            (int) pause.toSeconds(),
            most)
        .map(rows -> rows.stream().map(PgNoticeStore::notice).toList());
  }

  private static Notice notice(@Nullable Object[] row) {
    return new Notice(
        new ApprovalId((Long) Objects.requireNonNull(row[0])),
        URI.create((String) Objects.requireNonNull(row[1])),
        Sealed.of((byte[]) Objects.requireNonNull(row[2])),
        Sealed.of((byte[]) Objects.requireNonNull(row[3])),
        (Integer) Objects.requireNonNull(row[4]));
  }

  @Override
  public Uni<Void> forget(ApprovalId request) {
    return Statement.execute("delete from approval_notice where request = ?1", request.value())
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
