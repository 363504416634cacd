package dev.avowry.bench.machine;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** The ES256 signatures of tokens, taken out beforehand, with nothing left to do but check them. */
public final class BareSignatures {
  private static final class Signed {
    private final PublicKey key;
    private final byte[] bytes;
    private final byte[] signature;

    Signed(PublicKey key, byte[] bytes, byte[] signature) {
      this.key = key;
      this.bytes = bytes;
      this.signature = signature;
    }
  }

  private final Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format", "SunEC");
  private final List<Signed> all = new ArrayList<>();
  private int next;

  private BareSignatures() throws GeneralSecurityException {}

  /** Of tokens that keys of the JWKS signed. */
  public static BareSignatures of(List<String> tokens, String jwks)
      throws GeneralSecurityException {
    try {
      JWKSet keys = JWKSet.parse(jwks);
      BareSignatures bare = new BareSignatures();
      for (String token : tokens) {
        SignedJWT jwt = SignedJWT.parse(token);
        PublicKey key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey().toECPublicKey();
        bare.all.add(new Signed(key, jwt.getSigningInput(), jwt.getSignature().decode()));
      }
      return bare;
    } catch (JOSEException | ParseException e) {
      throw new GeneralSecurityException("the tokens have no signatures to check", e);
    }
  }

  /** Checks one, the next time another. */
  public void checkNext() throws GeneralSecurityException {
    Signed signed = all.get(next++ % all.size());
    verifier.initVerify(signed.key);
    verifier.update(signed.bytes);
    if (!verifier.verify(signed.signature)) {
      throw new GeneralSecurityException("a genuine signature does not verify");
    }
  }
}
