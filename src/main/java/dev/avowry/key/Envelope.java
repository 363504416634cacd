package dev.avowry.key;

/**
 * A secret under a data key of its own, and that key under the key-encryption key: under another of
 * those only the key is sealed anew, however long the secret is.
 *
 * @param key the data key, sealed
 * @param content the secret, sealed with the data key
 */
public record Envelope(Sealed key, Sealed content) {}
