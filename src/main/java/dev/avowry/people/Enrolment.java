package dev.avowry.people;

import dev.avowry.kernel.SecretBytes;

/**
 * What a page offers to somebody who is about to sign in by new means: a secret for their app, and
 * the name by which a passkey would file them. Nothing is kept until they prove that they have it.
 *
 * @param secret for an authenticator app
 * @param handle WebAuthn's user handle: 16 random bytes
 */
record Enrolment(TotpSecret secret, SecretBytes handle) {
  static final int HANDLE_LENGTH = 16;
}
