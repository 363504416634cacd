package dev.avowry.federation;

import dev.avowry.kernel.TrustId;
import java.util.Optional;

/**
 * Which workloads are wanted; absent means all.
 *
 * @param state only those in this state
 * @param issuer only those that came by this trust
 * @param subject only those whose {@code sub} contains this, character by character
 */
public record WorkloadFilter(
    Optional<QuarantinedWorkload.State> state,
    Optional<TrustId> issuer,
    Optional<String> subject) {}
