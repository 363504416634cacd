package dev.avowry.consent.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Binding;
import dev.avowry.consent.DeviceRequest;
import dev.avowry.consent.DeviceRequestStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What devices ask, by the bare client. */
@ApplicationScoped
class PgDeviceRequestStore implements DeviceRequestStore {
  private final Pool pool;

  PgDeviceRequestStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Boolean> keep(DeviceRequest request, String network, int most) {
    return pool.preparedQuery(
            """
            insert into device_request (hash, user_code, client_id, asked, confirmation,
                                        confirmation_value, address, network, asked_at, expires_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
            where (select count(*) from device_request where network = $8 and expires_at > $9) < $11
            on conflict (user_code) do nothing
            """)
        .execute(
            values(
                request.device().text(),
                request.user().text(),
                request.clientId(),
                ParametersJson.of(request.asked()),
                request.binding().map(Binding::confirmation).orElse(null),
                request.binding().map(Binding::value).orElse(null),
                request.address(),
                network,
                utc(request.askedAt()),
                utc(request.expiresAt()),
                (long) most))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Tuple values(@Nullable Object... values) {
    return Tuple.wrap(Arrays.asList(values));
  }

  @Override
  public Uni<Optional<DeviceRequest>> open(SecretHash user, Instant now) {
    return pool.preparedQuery(
            """
            select hash, user_code, client_id, asked, confirmation, confirmation_value, address,
                   asked_at, expires_at
            from device_request where user_code = $1 and allowed is null and expires_at > $2
            """)
        .execute(Tuple.of(user.text(), utc(now)))
        .map(rows -> first(rows).map(PgDeviceRequestStore::request));
  }

  private static DeviceRequest request(Row row) {
    return new DeviceRequest(
        SecretHash.parse(row.getString("hash")),
        SecretHash.parse(row.getString("user_code")),
        row.getString("client_id"),
        ParametersJson.read(row.getJsonObject("asked")),
        Optional.ofNullable(row.getString("confirmation"))
            .flatMap(name -> Binding.of(name, row.getString("confirmation_value"))),
        row.getString("address"),
        row.getOffsetDateTime("asked_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  @Override
  public Uni<Optional<DeviceRequest.Progress>> progress(SecretHash device) {
    return pool.preparedQuery(
            "select client_id, allowed, expires_at from device_request where hash = $1")
        .execute(Tuple.of(device.text()))
        .map(
            rows ->
                first(rows)
                    .map(
                        row ->
                            new DeviceRequest.Progress(
                                row.getString("client_id"),
                                Optional.ofNullable(row.getBoolean("allowed")),
                                row.getOffsetDateTime("expires_at").toInstant())));
  }

  @Override
  public Uni<Boolean> answer(SecretHash device, boolean allowed, Instant now) {
    return pool.preparedQuery(
            """
            update device_request set allowed = $2
            where hash = $1 and allowed is null and expires_at > $3
            """)
        .execute(Tuple.of(device.text(), allowed, utc(now)))
        .map(rows -> rows.rowCount() == 1);
  }

  /** A second of grace, for what a network does to a device that keeps to what was agreed. */
  @Override
  public Uni<Boolean> poll(SecretHash device, Instant now, Duration usual, Duration more) {
    return pool.preparedQuery(
            """
            with before as (
              select hash, delay, polled_at + make_interval(secs => $3 + delay - 1) as due
              from device_request where hash = $1 for update
            )
            update device_request d
            set polled_at = $2,
                delay = case when before.due > $2 then before.delay + $4 else before.delay end
            from before where d.hash = before.hash
            returning coalesce(before.due > $2, false) as too_soon
            """)
        .execute(Tuple.of(device.text(), utc(now), usual.toSeconds(), more.toSeconds()))
        .map(rows -> first(rows).map(row -> row.getBoolean("too_soon")).orElse(false));
  }

  @Override
  public Uni<Void> forget(Instant before) {
    return pool.preparedQuery("delete from device_request where expires_at < $1")
        .execute(Tuple.of(utc(before)))
        .replaceWithVoid();
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
