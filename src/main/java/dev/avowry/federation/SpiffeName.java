package dev.avowry.federation;

import java.util.regex.Pattern;

/** SPIFFE IDs as outside issuers write them. */
final class SpiffeName {
  /**
   * SPIFFE-ID §2: a lower-case trust domain and a path of segments that are neither empty nor dots.
   */
  private static final Pattern OF_WORKLOAD =
      Pattern.compile("spiffe://[a-z0-9._-]{1,255}(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+)+");

  /** As long as what else workloads are called by. */
  private static final int LONGEST = 255;

  private SpiffeName() {}

  /** Whether it is the id of a workload, and not of a trust domain. */
  static boolean isOfWorkload(String id) {
    return id.length() <= LONGEST && OF_WORKLOAD.matcher(id).matches();
  }

  /** Of which domain the id of a workload is. */
  static String trustDomain(String id) {
    return id.split("/", -1)[2];
  }
}
