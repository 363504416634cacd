package dev.avowry.bench.machine;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many ES256 signatures a processor of this machine makes and checks in a second of its time.
 *
 * @param by who computes
 */
public record SignatureSpeed(String by, double signs, double verifies) {
  private static final String ES256 = "SHA256withECDSAinP1363Format";
  private static final byte[] MESSAGE = new byte[420];
  private static final Pattern OPENSSL =
      Pattern.compile("nistp256\\)\\s+\\S+\\s+\\S+\\s+([0-9.]+)\\s+([0-9.]+)");

  /** Of every implementation that is here: the JDK's, Corretto's, OpenSSL's. */
  public static List<SignatureSpeed> all(Duration each)
      throws GeneralSecurityException, InterruptedException {
    List<SignatureSpeed> all = new ArrayList<>();
    if (AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null) {
      all.add(of(AmazonCorrettoCryptoProvider.INSTANCE, each));
    }
    all.add(ofJdk(each));
    openSsl(each).ifPresent(all::add);
    return List.copyOf(all);
  }

  /** Of the JDK's own implementation. */
  public static SignatureSpeed ofJdk(Duration each) throws GeneralSecurityException {
    return of(Security.getProvider("SunEC"), each);
  }

  private static SignatureSpeed of(Provider provider, Duration each)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Signature signer = Signature.getInstance(ES256, provider);
    signer.initSign(pair.getPrivate());
    byte[] signature = signed(signer);
    Signature verifier = Signature.getInstance(ES256, provider);
    verifier.initVerify(pair.getPublic());
    double signs = perCpuSecond(each, () -> signed(signer));
    double verifies = perCpuSecond(each, () -> verify(verifier, signature));
    return new SignatureSpeed("JCA, " + provider.getName(), signs, verifies);
  }

  private static byte[] signed(Signature signer) throws GeneralSecurityException {
    signer.update(MESSAGE);
    return signer.sign();
  }

  private static void verify(Signature verifier, byte[] signature) throws GeneralSecurityException {
    verifier.update(MESSAGE);
    if (!verifier.verify(signature)) {
      throw new GeneralSecurityException("a signature of its own does not verify");
    }
  }

  /** The second half counts; the first warms up. */
  private static double perCpuSecond(Duration length, CpuClock.Turn<GeneralSecurityException> turn)
      throws GeneralSecurityException {
    CpuClock.turns(length.dividedBy(2), turn);
    return CpuClock.turns(length.dividedBy(2), turn);
  }

  private static Optional<SignatureSpeed> openSsl(Duration each) throws InterruptedException {
    String seconds = Long.toString(Math.max(1, each.toSeconds()));
    return Command.output("openssl", "speed", "-seconds", seconds, "ecdsap256")
        .map(OPENSSL::matcher)
        .filter(Matcher::find)
        .map(
            found ->
                new SignatureSpeed(
                    "openssl speed",
                    Double.parseDouble(found.group(1)),
                    Double.parseDouble(found.group(2))));
  }
}
