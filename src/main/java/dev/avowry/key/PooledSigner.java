package dev.avowry.key;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Keeps engines that have the key already: making one and giving it the key costs as much as the
 * signature itself.
 */
final class PooledSigner implements Signer {
  /** As many as there may be threads that sign at once; more are let go. */
  private static final int IDLE = 2 * Runtime.getRuntime().availableProcessors();

  private final String kid;
  private final Algorithm algorithm;
  private final Signatures signatures;
  private final PrivateKey key;
  private final BlockingQueue<Signature> idle = new ArrayBlockingQueue<>(IDLE);

  PooledSigner(String kid, Algorithm algorithm, Signatures signatures, PrivateKey key) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.signatures = signatures;
    try {
      this.key = signatures.own(algorithm, key);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot use the private key " + kid, broken);
    }
  }

  @Override
  public String kid() {
    return kid;
  }

  @Override
  public Algorithm algorithm() {
    return algorithm;
  }

  @Override
  public boolean fast() {
    return signatures.fast(algorithm);
  }

  @Override
  public byte[] sign(byte[] signingInput) {
    try {
      Signature waiting = idle.poll();
      Signature engine = waiting == null ? ready() : waiting;
      engine.update(signingInput);
      byte[] signature = engine.sign();
      // An engine that threw is not put back: its state is not known.
      idle.offer(engine);
      return signature;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot sign with the key " + kid, broken);
    }
  }

  private Signature ready() throws GeneralSecurityException {
    Signature engine = signatures.signer(algorithm);
    engine.initSign(key);
    return engine;
  }

  /** Names the key and shows nothing of it. */
  @Override
  public String toString() {
    return "Signer[" + kid + ", " + algorithm + "]";
  }
}
