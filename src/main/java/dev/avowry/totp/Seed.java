package dev.avowry.totp;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.OneTimePassword;

/**
 * What codes are made of.
 *
 * @param secret what is shared with whoever checks them
 * @param codes how they are made of it
 * @param moving and of what else
 */
record Seed(SecretBytes secret, OneTimePassword codes, Moving moving) {
  String code(long number) {
    return codes.code(secret, number);
  }
}
