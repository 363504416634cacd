package dev.avowry.console;

/**
 * How many of what, and what waits for somebody.
 *
 * @param sponsors humans who answer, dead or not
 * @param liveAgents as the tallies of the tree have it
 * @param suspended agents that somebody stopped and may resume
 * @param ending agents that end by themselves within a week
 * @param credentialsEnding live credentials that end by themselves within a week
 * @param quarantined workloads that wait for a decision
 */
public record Figures(
    long sponsors,
    long liveAgents,
    long liveDelegations,
    Counted suspended,
    Counted ending,
    Counted credentialsEnding,
    Counted quarantined) {}
