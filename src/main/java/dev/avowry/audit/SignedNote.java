package dev.avowry.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text with signatures under it, in the one form that C2SP signed-note gives it. That it could be
 * read says nothing of the signatures: {@link #signers} does.
 */
public final class SignedNote {
  /** Bytes. A hundred witnesses with Ed25519 and a few with ML-DSA-65 have room. */
  static final int LONGEST = 64 * 1024;

  private static final int MOST_SIGNATURES = 100;

  private final String text;
  private final List<NoteSignature> signatures;

  private SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * The text signed by each of them.
   *
   * @throws IllegalArgumentException if the text does not end in a newline or has control
   *     characters
   */
  static SignedNote sign(String text, List<NoteSigner> signers) {
    if (!text.endsWith("\n") || hasControls(text)) {
      throw new IllegalArgumentException("this text cannot be a note's");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new SignedNote(text, signers.stream().map(each -> each.sign(bytes)).toList());
  }

  /** The note that these bytes are; empty if they are anything else. */
  public static Optional<SignedNote> parse(byte[] utf8) {
    try {
      return utf8.length > LONGEST
          ? Optional.empty()
          : parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** The text may have empty lines; the last of all parts it from the signatures. */
  private static Optional<SignedNote> parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 1 || !note.endsWith("\n") || hasControls(note)) {
      return Optional.empty();
    }
    String[] lines = note.substring(end + 2, note.length()).split("\n", -1);
    List<NoteSignature> signatures = new ArrayList<>();
    // What stands behind the last newline is empty.
    for (int i = 0; i < lines.length - 1 && i <= MOST_SIGNATURES; i++) {
      Optional<NoteSignature> signature = NoteSignature.parse(lines[i]);
      if (signature.isEmpty()) {
        return Optional.empty();
      }
      signatures.add(signature.get());
    }
    return signatures.isEmpty() || signatures.size() > MOST_SIGNATURES
        ? Optional.empty()
        : Optional.of(new SignedNote(note.substring(0, end + 1), signatures));
  }

  private static boolean hasControls(String note) {
    return note.chars().anyMatch(unit -> unit < ' ' && unit != '\n');
  }

  /** What is signed, newline at the end included. To be believed only by its {@link #signers}. */
  public String text() {
    return text;
  }

  /**
   * Which of these keys signed it. Signatures by other keys do not matter. Empty if none of the
   * keys did, and also if one of them is named by a signature that is not its own.
   */
  public List<NoteKey> signers(List<NoteKey> known) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<NoteKey> signers = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      for (NoteKey key : known) {
        if (key.isNamedBy(signature)) {
          if (!key.verifies(bytes, signature)) {
            return List.of();
          }
          signers.add(key);
        }
      }
    }
    return signers.stream().distinct().toList();
  }

  /** Whether a signature claims to be by one of these keys, true or not. */
  boolean names(List<NoteKey> known) {
    return signatures.stream()
        .anyMatch(each -> known.stream().anyMatch(key -> key.isNamedBy(each)));
  }

  /** The note as it is read. */
  @Override
  public String toString() {
    return signatures.stream()
        .map(signature -> signature + "\n")
        .collect(Collectors.joining("", text + "\n", ""));
  }
}
