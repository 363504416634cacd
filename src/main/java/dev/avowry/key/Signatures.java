package dev.avowry.key;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Verifies and signs with the provider that was chosen at the start, and says whether that is fast
 * enough for an event loop.
 *
 * <p>The setting {@code avowry.crypto-provider} is {@code auto} (Corretto where its native part
 * loads, else BouncyCastle), {@code corretto} or {@code bouncycastle}.
 */
public final class Signatures {
  private static final Logger LOG = Logger.getLogger(Signatures.class);

  /** As many idle engines as there may be threads that verify at once; more are let go. */
  private static final int IDLE = 2 * Runtime.getRuntime().availableProcessors();

  private final CryptoProvider provider;
  private final Map<Algorithm, BlockingQueue<Signature>> verifiers = new EnumMap<>(Algorithm.class);

  private Signatures(CryptoProvider provider) {
    this.provider = provider;
    for (Algorithm algorithm : Algorithm.values()) {
      verifiers.put(algorithm, new ArrayBlockingQueue<>(IDLE));
    }
  }

  /** The choice for this process; the first call chooses, and logs it. */
  public static Signatures inUse() {
    return Choice.MADE;
  }

  static Signatures by(CryptoProvider provider) {
    return new Signatures(provider);
  }

  /** Whether a signature is cheaper than handing it to another thread. */
  public boolean fast(Algorithm algorithm) {
    // An RSA-3072 signature takes a millisecond even in native code.
    return provider == CryptoProvider.CORRETTO && !algorithm.isRsa();
  }

  /** The provider's name in lower case. */
  @Override
  public String toString() {
    return provider.name().toLowerCase(Locale.ROOT);
  }

  /** The same key as the provider itself holds it. */
  PublicKey own(Algorithm algorithm, PublicKey key) throws GeneralSecurityException {
    return provider.keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(encoded(key)));
  }

  /** The same key as the provider itself holds it. */
  PrivateKey own(Algorithm algorithm, PrivateKey key) throws GeneralSecurityException {
    return provider.keyFactory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded(key)));
  }

  /** A new engine that signs; give it a key from {@link #own(Algorithm, PrivateKey)}. */
  Signature signer(Algorithm algorithm) throws GeneralSecurityException {
    return provider.signature(algorithm);
  }

  /** The provider's own generator: the JDK takes seconds for a pair, native code a third of one. */
  KeyPairGenerator rsaGenerator() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("RSA", provider.load());
  }

  /** Whether the signature is the key's over the input. A signature of the wrong shape is not. */
  boolean verifies(Algorithm algorithm, PublicKey key, byte[] input, byte[] signature) {
    if (algorithm == Algorithm.ES256 && !EcdsaSignature.isWellFormed(signature)) {
      return false;
    }
    BlockingQueue<Signature> idle = Objects.requireNonNull(verifiers.get(algorithm));
    try {
      Signature waiting = idle.poll();
      Signature engine = waiting == null ? provider.signature(algorithm) : waiting;
      engine.initVerify(key);
      engine.update(input);
      boolean verified = engine.verify(signature);
      // An engine that threw is not put back: its state is not known.
      idle.offer(engine);
      return verified;
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot verify with " + algorithm, broken);
    }
  }

  private static byte[] encoded(Key key) throws GeneralSecurityException {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new GeneralSecurityException("the key cannot be encoded");
    }
    return encoded;
  }

  /** Made once, when it is first needed. */
  private static final class Choice {
    static final Signatures MADE = make();

    private static Signatures make() {
      String setting =
          ConfigProvider.getConfig()
              .getOptionalValue("avowry.crypto-provider", String.class)
              .orElse("auto");
      Signatures chosen = new Signatures(choose(setting));
      LOG.infof("signatures are computed by %s", chosen);
      return chosen;
    }
  }

  /** The provider that the setting names. */
  static CryptoProvider choose(String setting) {
    Optional<Throwable> unavailable = CryptoProvider.CORRETTO.whyUnavailable();
    return switch (setting) {
      case "auto" -> unavailable.isEmpty() ? CryptoProvider.CORRETTO : CryptoProvider.BOUNCYCASTLE;
      case "bouncycastle" -> CryptoProvider.BOUNCYCASTLE;
      case "corretto" -> {
        if (unavailable.isPresent()) {
          throw new IllegalStateException(
              "avowry.crypto-provider is corretto, which does not load on this machine:"
                  + " set it to auto or bouncycastle",
              unavailable.get());
        }
        yield CryptoProvider.CORRETTO;
      }
      default ->
          throw new IllegalStateException(
              "avowry.crypto-provider must be auto, corretto or bouncycastle");
    };
  }
}
