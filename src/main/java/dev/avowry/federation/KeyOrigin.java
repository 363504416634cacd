package dev.avowry.federation;

import dev.avowry.key.Jwk;
import java.net.URI;
import java.util.List;

/** Where an outside issuer's keys are had from. */
public sealed interface KeyOrigin {
  /** From an address. */
  record Address(URI jwksUri) implements KeyOrigin {}

  /** From the address that the issuer's own metadata names, OpenID Connect Discovery §4. */
  record Discovery() implements KeyOrigin {}

  /** Each client has its own, which its document names. */
  record Documents() implements KeyOrigin {}

  /**
   * They were given, and change only when others are given.
   *
   * @param keys for tokens, and those of authorities with their certificates
   */
  record Given(List<Jwk> keys) implements KeyOrigin {
    public Given {
      keys = List.copyOf(keys);
    }

    /** Those that sign tokens. */
    List<Jwk> forTokens() {
      return keys.stream().filter(key -> key.certificate().isEmpty()).toList();
    }
  }
}
