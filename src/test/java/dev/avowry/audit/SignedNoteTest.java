package dev.avowry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /** The example of Go's package golang.org/x/mod/sumdb/note. */
  private static final String PETER_NEUMANN =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;

  private static final String SIGNATURE =
      "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  private static final String NOTE = TEXT + "\n" + SIGNATURE;

  private final NoteSigner signer = NoteSigner.generate("example.org/log", NoteAlgorithm.ED25519);

  @Test
  void verifiesTheExampleOfGo() {
    SignedNote note = parse(NOTE).orElseThrow();

    assertEquals(TEXT, note.text());
    assertEquals(List.of(key(PETER_NEUMANN)), note.signers(List.of(key(PETER_NEUMANN))));
    assertEquals(NOTE, note.toString());
  }

  @Test
  void anyOtherTextIsNotSigned() {
    for (int at = 0; at < TEXT.length() - 1; at++) {
      if (TEXT.charAt(at) != '\n') {
        String changed = TEXT.substring(0, at) + "#" + TEXT.substring(at + 1);
        SignedNote note = parse(changed + "\n" + SIGNATURE).orElseThrow();
        assertEquals(List.of(), note.signers(List.of(key(PETER_NEUMANN))), changed);
      }
    }
  }

  @Test
  void anEmptyLineMayBeInTheText() {
    String text = "one\n\ntwo\n\n\n";
    String note = SignedNote.sign(text, List.of(signer)).toString();

    assertEquals(text, parse(note).orElseThrow().text());
    assertEquals(List.of(signer.key()), parse(note).orElseThrow().signers(List.of(signer.key())));
  }

  @Test
  void aSignatureByAnUnknownKeyDoesNotMatter() {
    NoteSigner other = NoteSigner.generate("example.org/log", NoteAlgorithm.ED25519);
    SignedNote note = SignedNote.sign("text\n", List.of(other, signer));

    assertEquals(List.of(signer.key()), note.signers(List.of(signer.key())));
    assertEquals(
        List.of(other.key(), signer.key()), note.signers(List.of(signer.key(), other.key())));
    assertEquals(List.of(), note.signers(List.of()));
  }

  @Test
  void aKnownSignatureThatFailsMakesTheNoteWorthless() {
    NoteSigner other = NoteSigner.generate("example.org/witness", NoteAlgorithm.ED25519);
    String good = SignedNote.sign("text\n", List.of(signer)).toString();
    String bad = SignedNote.sign("another\n", List.of(other)).toString();
    String line = bad.substring(bad.indexOf("\n\n") + 2);
    SignedNote note = parse(good + line).orElseThrow();

    assertEquals(List.of(signer.key()), note.signers(List.of(signer.key())));
    assertEquals(List.of(), note.signers(List.of(signer.key(), other.key())));
  }

  @Test
  void readsAtLeastSixteenSignaturesAndNotThousands() {
    NoteSigner[] many = new NoteSigner[16];
    Arrays.setAll(many, i -> NoteSigner.generate("w" + i, NoteAlgorithm.ED25519));
    SignedNote note = SignedNote.sign("text\n", List.of(many));
    String line = SIGNATURE.repeat(101);

    assertEquals(16, parse(note.toString()).orElseThrow().signers(keys(many)).size());
    assertTrue(parse(TEXT + "\n" + SIGNATURE.repeat(100)).isPresent());
    assertEquals(Optional.empty(), parse(TEXT + "\n" + line));
    assertEquals(Optional.empty(), parse("a".repeat(65_536) + "\n\n" + SIGNATURE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n\u2014 name AAAAAAA=", // no newline at the end
        "text\n\u2014 name AAAAAAA=\n", // no empty line
        "\n\u2014 name AAAAAAA=\n", // no text
        "text\r\n\n\u2014 name AAAAAAA=\n",
        "te\u0000xt\n\n\u2014 name AAAAAAA=\n",
        "te\txt\n\n\u2014 name AAAAAAA=\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n\u2014name AAAAAAA=\n",
        "text\n\n\u2014  name AAAAAAA=\n",
        "text\n\n\u2014 name  AAAAAAA=\n",
        "text\n\n\u2014 name AAAAAAA= \n",
        "text\n\n\u2014 name AAAAAA==\n", // four bytes: a key id and no signature
        "text\n\n\u2014 name AAAAAAA\n", // no padding
        "text\n\n\u2014 name AAAAAAB=\n", // stray bits
        "text\n\n\u2014 name AAAA_AA=\n",
        "text\n\n\u2014 na+me AAAAAAA=\n",
        "text\n\n\u2014 na\u00a0me AAAAAAA=\n",
        "text\n\n\u2014 na\u2003me AAAAAAA=\n",
        "text\n\n\u2014 name AAAAAAA=\n\n",
        "text\n\n\u2014 name AAAAAAA=\nmore\n"
      })
  void refusesAnyOtherForm(String note) {
    assertEquals(Optional.empty(), parse(note));
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin = ("\u00e4\n\n" + SIGNATURE).getBytes(StandardCharsets.ISO_8859_1);

    assertEquals(Optional.empty(), SignedNote.parse(latin));
  }

  @ParameterizedTest
  @EnumSource
  void eachAlgorithmVerifiesItsOwnAndNoChangedSignature(NoteAlgorithm algorithm) {
    NoteSigner own = NoteSigner.generate("example.org/log/x", algorithm);
    NoteKey key = key(own.key().toString());
    SignedNote note = parse(SignedNote.sign("text\n", List.of(own)).toString()).orElseThrow();
    NoteSigner opened = NoteSigner.open(key, own.pkcs8());

    assertEquals(List.of(key), note.signers(List.of(key)));
    assertEquals(List.of(key), SignedNote.sign("a\n", List.of(opened)).signers(List.of(key)));
    byte[] changed = own.sign("text\n".getBytes(StandardCharsets.UTF_8)).value();
    changed[7] ^= 1;
    assertEquals(
        false,
        key.verifies("text\n".getBytes(StandardCharsets.UTF_8), NoteSignature.by(key, changed)));
    assertEquals(
        false,
        key.verifies(
            "text\n".getBytes(StandardCharsets.UTF_8), NoteSignature.by(key, new byte[5])));
  }

  @Test
  void namesTheLongAlgorithmByAnIdentifierBehindTheReservedByte() {
    String key = NoteSigner.generate("a", NoteAlgorithm.ML_DSA_65).key().toString();
    byte[] typed = Base64.getDecoder().decode(key.split("\\+", 3)[2]);

    assertEquals((byte) 0xff, typed[0]);
    assertEquals("avowry.dev/ML-DSA-65", new String(typed, 1, 20, StandardCharsets.US_ASCII));
    assertEquals(1 + 20 + 1952, typed.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // another id
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumam+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // another type
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
      })
  void refusesAnyOtherKey(String text) {
    assertEquals(Optional.empty(), NoteKey.parse(text));
  }

  private static List<NoteKey> keys(NoteSigner... signers) {
    return Arrays.stream(signers).map(NoteSigner::key).toList();
  }

  private static NoteKey key(String text) {
    return NoteKey.parse(text).orElseThrow();
  }

  private static Optional<SignedNote> parse(String note) {
    return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
  }
}
