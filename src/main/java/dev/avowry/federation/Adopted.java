package dev.avowry.federation;

import dev.avowry.agent.Agent;

/**
 * A workload that was adopted.
 *
 * @param workload as it is now; its {@code id} is the agent of the quarantine, which is revoked
 * @param agent what it is from now on
 * @param rule by which it is
 */
public record Adopted(QuarantinedWorkload workload, Agent agent, Rule rule) {}
