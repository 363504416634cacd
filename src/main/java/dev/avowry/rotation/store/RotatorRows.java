package dev.avowry.rotation.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.rotation.Cause;
import dev.avowry.rotation.Method;
import dev.avowry.rotation.Plan;
import dev.avowry.rotation.Rotator;
import dev.avowry.rotation.Snag;
import dev.avowry.rotation.Task;
import dev.avowry.rotation.Wanted;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code rotator}, with their columns in the order in which they are asked for. */
final class RotatorRows {
  private RotatorRows() {}

  static Rotator rotator(@Nullable Object[] row) {
    return new Rotator(
        new NodeId((Long) present(row[0])),
        plan(row),
        (String) present(row[5]),
        at(row[6]).orElseThrow(),
        Rotator.State.valueOf((String) present(row[7])),
        (Integer) present(row[8]),
        Optional.ofNullable((String) row[9]).map(code -> Snag.named(code).orElseThrow()),
        at(row[10]),
        at(row[11]));
  }

  static Wanted wanted(@Nullable Object[] row) {
    return new Wanted(
        new NodeId((Long) present(row[0])),
        (Integer) present(row[1]),
        Cause.named((String) present(row[2])).orElseThrow());
  }

  static Task task(@Nullable Object[] row) {
    return new Task(
        new NodeId((Long) present(row[0])),
        plan(row),
        (String) present(row[5]),
        (Integer) present(row[6]),
        Cause.named((String) present(row[7])).orElseThrow(),
        (Integer) present(row[8]),
        (Long) present(row[9]));
  }

  /** The second to the fifth. */
  private static Plan plan(@Nullable Object[] row) {
    Method method =
        row[2] == null
            ? new Method.PostgreSql()
            : new Method.Webhook(URI.create((String) present(row[2])));
    return new Plan(
        method,
        Optional.ofNullable((Long) row[3]).map(Duration::ofSeconds),
        (Boolean) present(row[4]));
  }

  private static Optional<Instant> at(@Nullable Object column) {
    return Optional.ofNullable(column)
        .map(value -> value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value);
  }

  private static Object present(@Nullable Object column) {
    return Objects.requireNonNull(column);
  }
}
