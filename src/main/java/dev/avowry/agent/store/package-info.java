/** The tree in PostgreSQL: Panache for the registry, the bare client for what the mint reads. */
@NullMarked
package dev.avowry.agent.store;

import org.jspecify.annotations.NullMarked;
