package dev.avowry.bench.gate;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.avowry.verifier.Verifier;
import java.security.Security;
import java.util.Locale;

/** How a resource server learns of revocations. */
public enum Way {
  /** By {@code dev.avowry.verifier}, as it comes: the stream. */
  STREAM,

  /** The same in a virtual machine that prefers Corretto's signatures to the JDK's. */
  STREAM_BY_CORRETTO,

  /** By {@code dev.avowry.verifier} without the stream: it asks each second for what is new. */
  POLL,

  /** By nothing but a Token Status List, fetched when its {@code ttl} is over. */
  STATUS_LIST;

  /** As it is named on the command line. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Way named(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** Once, before the first gate. */
  void prepare() {
    if (this == STREAM_BY_CORRETTO) {
      AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
      Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
    }
  }

  Gate gate(String issuer) {
    return switch (this) {
      case STREAM, STREAM_BY_CORRETTO -> new VerifierGate(Verifier.of(issuer).build());
      case POLL -> new VerifierGate(Verifier.of(issuer).withoutStream().build());
      case STATUS_LIST -> new StatusListGate(issuer);
    };
  }
}
