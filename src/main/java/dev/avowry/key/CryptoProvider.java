package dev.avowry.key;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Who computes signatures. Each is asked by name and never installed in the JDK's list of
 * providers: TLS and hashing stay with the JDK.
 */
enum CryptoProvider {
  /** Native; a signature with ES256 costs about 20 µs, less than handing it to another thread. */
  CORRETTO {
    @Override
    Provider load() {
      return AmazonCorrettoCryptoProvider.INSTANCE;
    }

    @Override
    Optional<Throwable> whyUnavailable() {
      try {
        return Optional.ofNullable(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError());
      } catch (LinkageError absent) {
        return Optional.of(absent);
      }
    }

    @Override
    String transformation(Algorithm algorithm) {
      return switch (algorithm) {
        case ES256 -> "SHA256withECDSAinP1363Format";
        case EDDSA -> "EdDSA";
        case PS256 -> "RSASSA-PSS";
        case RS256 -> "SHA256withRSA";
      };
    }

    @Override
    KeyFactory keyFactory(Algorithm algorithm) throws GeneralSecurityException {
      // Version 2.5.0 signs with Ed25519 but registers no factory; it takes the JDK's keys.
      return algorithm == Algorithm.EDDSA
          ? KeyFactory.getInstance("Ed25519")
          : super.keyFactory(algorithm);
    }
  },

  /** Pure Java, for where Corretto's native part does not load; a signature takes about 100 µs. */
  BOUNCYCASTLE {
    @Override
    Provider load() {
      return BouncyCastle.PROVIDER;
    }

    @Override
    Optional<Throwable> whyUnavailable() {
      return Optional.empty();
    }

    @Override
    String transformation(Algorithm algorithm) {
      return switch (algorithm) {
        case ES256 -> "SHA256withPLAIN-ECDSA";
        case EDDSA -> "Ed25519";
        case PS256 -> "RSASSA-PSS";
        case RS256 -> "SHA256withRSA";
      };
    }
  };

  /** RFC 7518 §3.5: the salt is as long as the hash. */
  private static final PSSParameterSpec PS256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  abstract Provider load();

  abstract String transformation(Algorithm algorithm);

  /** Why it cannot be used on this machine; empty when it can. */
  abstract Optional<Throwable> whyUnavailable();

  /** A new engine, not yet given a key. */
  Signature signature(Algorithm algorithm) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(transformation(algorithm), load());
    if (algorithm == Algorithm.PS256) {
      signature.setParameter(PS256);
    }
    return signature;
  }

  /** Turns encoded keys into those that this provider works on without converting each time. */
  KeyFactory keyFactory(Algorithm algorithm) throws GeneralSecurityException {
    String name =
        switch (algorithm) {
          case ES256 -> "EC";
          case EDDSA -> "Ed25519";
          case PS256, RS256 -> "RSA";
        };
    return KeyFactory.getInstance(name, load());
  }

  /** Loaded on first use: where Corretto works, BouncyCastle is never touched. */
  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }
}
