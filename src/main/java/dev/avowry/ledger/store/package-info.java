/**
 * The ledger in PostgreSQL. {@link dev.avowry.ledger.store.PgRecorder} is the mint's transaction on
 * the bare client, {@link dev.avowry.ledger.store.PgLedger} joins a Hibernate Reactive transaction.
 */
@NullMarked
package dev.avowry.ledger.store;

import org.jspecify.annotations.NullMarked;
