package dev.avowry.vault;

import dev.avowry.key.Envelope;

/**
 * What a secret will be next, when it is known to work.
 *
 * @param number that it will have
 * @param envelope what is secret
 */
public record Successor(int number, Envelope envelope) {}
