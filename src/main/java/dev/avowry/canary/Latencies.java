package dev.avowry.canary;

import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;

/** What the kept runs have found, the same at all replicas. */
public interface Latencies {
  /** The last run, the kept ones together, and a page of the verifiers with a probe, by id. */
  Uni<Latency> read(PageRequest page);
}
