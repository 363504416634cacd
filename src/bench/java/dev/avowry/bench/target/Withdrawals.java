package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.net.http.HttpRequest;

/** What can be taken back at a target, again and again. */
public interface Withdrawals {
  /**
   * A live token that is taken back by one request.
   *
   * @param order sends that request, returns when it was answered, and can be run once
   */
  record Withdrawal(String token, Runnable order) {}

  /** The next to be taken back, made now. */
  Withdrawal next();

  /** Asks whether the token is alive; can be sent once. */
  HttpRequest question(String token);

  /** What the target does meanwhile. */
  Workload meanwhile();
}
