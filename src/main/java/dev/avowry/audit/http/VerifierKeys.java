package dev.avowry.audit.http;

import dev.avowry.audit.NoteKey;
import java.util.List;

/** The keys by which checkpoints are verified, the oldest first. */
public record VerifierKeys(List<VerifierKey> keys) {
  public VerifierKeys {
    keys = List.copyOf(keys);
  }

  /**
   * One key.
   *
   * @param name whose signature lines it verifies
   * @param algorithm {@code Ed25519} or {@code ML-DSA-65}
   * @param verifierKey all of it in one line, as C2SP signed-note has it
   */
  public record VerifierKey(String name, String algorithm, String verifierKey) {
    static VerifierKey of(NoteKey key) {
      return new VerifierKey(key.name(), key.algorithm().wireName(), key.toString());
    }
  }

  static VerifierKeys of(List<NoteKey> keys) {
    return new VerifierKeys(keys.stream().map(VerifierKey::of).toList());
  }
}
