package dev.avowry.provisioning;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.util.Locale;

/** A security event token is not taken, RFC 8935 §2.3: sending it again would not help. */
public final class RejectedSet extends Refused {
  private static final long serialVersionUID = 1;

  private final Err err;

  RejectedSet(Err err, String detail) {
    super(new Refusal(Reason.INVALID_REQUEST, detail));
    this.err = err;
  }

  /** Why, RFC 8935 §2.4. */
  public enum Err {
    INVALID_REQUEST,
    INVALID_KEY,
    INVALID_ISSUER,
    INVALID_AUDIENCE,
    ACCESS_DENIED
  }

  /** The code on the wire. */
  public String code() {
    return err.name().toLowerCase(Locale.ROOT);
  }
}
