package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;

/**
 * What is asked for takes somebody who has just proven who they are: they are led through the
 * sign-in and back.
 */
public final class SignInAgain extends Refused {
  private static final long serialVersionUID = 1;

  SignInAgain() {
    super(new Refusal(Reason.FORBIDDEN, "sign in once more: this takes a proof of just now"));
  }
}
