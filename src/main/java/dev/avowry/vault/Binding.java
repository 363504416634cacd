package dev.avowry.vault;

/**
 * That a version of a secret may be sent somewhere.
 *
 * @param to where
 * @param by in which place of the request
 */
public record Binding(Destination to, Injection by) {}
