/**
 * What tests share: the database, clients that sign for themselves, and the calls that a test is
 * not about.
 */
@NullMarked
package dev.avowry.testing;

import org.jspecify.annotations.NullMarked;
