package dev.avowry.canary;

/**
 * An answer, with the times of {@link System#nanoTime} between which it was given.
 *
 * @param sent when it was asked for
 * @param answered when it was here
 */
record Heard(Probe.Answer answer, long sent, long answered) {}
