package dev.avowry;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All pools give up on a database that cannot be connected to and on one that has no connection to
 * spare, so that a request has its answer in seconds. The framework has no settings for these.
 *
 * <p>A statement that is under way on a line that went dead without a word still waits for TCP; the
 * request does not, which has a deadline of its own.
 */
@Singleton
@Default
@ReactiveDataSource("minting")
final class DatabasePools implements PgPoolCreator {
  /**
   * A connection within a data centre takes milliseconds; a lost packet is sent again after 1 s.
   */
  private static final int CONNECT_MILLIS = 2000;

  /** Who waits longer for a free connection would rather be told to come back. */
  private static final int WAIT_MILLIS = 3000;

  /**
   * A transaction that says nothing for so long has lost its client. PostgreSQL ends it, and with
   * it the fence's lock, that it would hold against every other replica.
   */
  private static final String LONGEST_PAUSE = "5s";

  @Produces
  @Singleton
  @ReactiveDataSource("revocation")
  PgPoolCreator ofRevocations() {
    return this;
  }

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options ->
                options
                    .setConnectTimeout(CONNECT_MILLIS)
                    .addProperty("idle_in_transaction_session_timeout", LONGEST_PAUSE));
    PoolOptions options =
        input
            .poolOptions()
            .setConnectionTimeout(WAIT_MILLIS)
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    return PgBuilder.pool()
        .with(options)
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
