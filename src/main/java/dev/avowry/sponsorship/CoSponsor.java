package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import java.time.Instant;

/** A human who is asked first when an agent's sponsor leaves, and may renew in their place. */
public record CoSponsor(NodeId sponsor, String addedBy, Instant addedAt) {}
