package dev.avowry.canary;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Jwk;
import dev.avowry.key.KeyMaterial;
import dev.avowry.key.Sealed;
import dev.avowry.key.Sealer;

/**
 * A chain as it is stored: its key can be opened with the key-encryption key only.
 *
 * @param publicKey the public half
 * @param privateKey the private half, sealed
 */
public record KeptChain(
    NodeId sponsor, NodeId root, NodeId below, Jwk publicKey, Sealed privateKey) {
  static KeptChain of(Chain chain, Sealer sealer) {
    return new KeptChain(
        chain.sponsor(),
        chain.root(),
        chain.below(),
        chain.key().jwk(),
        chain.key().seal(sealer, purpose(chain.root())));
  }

  Chain open(Sealer sealer) {
    return new Chain(
        sponsor, root, below, KeyMaterial.open(publicKey, privateKey, sealer, purpose(root)));
  }

  private static String purpose(NodeId root) {
    return "canary " + root + " key";
  }
}
