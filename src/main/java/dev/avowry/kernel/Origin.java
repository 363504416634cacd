package dev.avowry.kernel;

/**
 * Where a request came from, as the ledger keeps it.
 *
 * @param requestId names the request in log, ledger and answer
 * @param clientAddress the peer's IP address in text
 */
public record Origin(String requestId, String clientAddress) {
  /** What Avowry does of its own accord: at its start, on a schedule. */
  public static Origin itself(String requestId) {
    return new Origin(requestId, "");
  }
}
