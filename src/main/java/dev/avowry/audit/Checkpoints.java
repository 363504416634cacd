package dev.avowry.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checkpoints that an export is held against: all signed by known keys, all of one log, none
 * against another. Fails on the first for which this does not hold.
 */
public final class Checkpoints {
  private final List<NoteKey> keys;
  private final List<TrustedCheckpoint> trusted = new ArrayList<>();

  /** None yet; to be signed by one of these keys. */
  public Checkpoints(List<NoteKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** A checkpoint is not what it should be; carries what to say of it. */
  static final class Contested extends Exception {
    private static final long serialVersionUID = 1;

    private Contested(String sentence) {
      super(sentence);
    }
  }

  /**
   * Reads a file: one note as it is served, or JSON: a page of the list, or objects with a member
   * {@code note} or {@code checkpoint}, one behind the other. What is in doubt is returned.
   */
  public Optional<Finding> read(InputStream file) throws Unreadable {
    try (BufferedInputStream input = new BufferedInputStream(file)) {
      input.mark(1);
      int first = input.read();
      input.reset();
      if (first == '{') {
        readJson(input);
      } else {
        add(input.readNBytes(SignedNote.LONGEST + 1), Optional.empty());
      }
      return Optional.empty();
    } catch (Contested contested) {
      return Optional.of(new Finding.Doubtful(String.valueOf(contested.getMessage())));
    } catch (IOException broken) {
      throw new Unreadable("a checkpoint cannot be read", broken);
    }
  }

  /** What was read, the smallest first, each size once; or the two that contradict each other. */
  Optional<Finding> contradiction() {
    List<TrustedCheckpoint> sorted = inOrder();
    for (int i = 1; i < sorted.size(); i++) {
      TrustedCheckpoint one = sorted.get(i - 1);
      TrustedCheckpoint other = sorted.get(i);
      if (!one.checkpoint().origin().equals(other.checkpoint().origin())) {
        return doubt(
            "two checkpoints are of different logs: %s and %s"
                .formatted(one.checkpoint().origin(), other.checkpoint().origin()));
      }
      if (one.head().size() == other.head().size() && !one.head().equals(other.head())) {
        return doubt(
            "two checkpoints contradict each other: %s, and %s"
                .formatted(one.inWords(), other.inWords()));
      }
    }
    return Optional.empty();
  }

  /** The smallest first. */
  List<TrustedCheckpoint> inOrder() {
    return trusted.stream()
        .sorted(Comparator.comparingLong((TrustedCheckpoint each) -> each.head().size()))
        .toList();
  }

  private static Optional<Finding> doubt(String why) {
    return Optional.of(new Finding.Doubtful(why));
  }

  private void readJson(InputStream input) throws IOException, Unreadable, Contested {
    try (StrictValues values = new StrictValues(input)) {
      for (Optional<Map<String, Object>> value = values.next();
          value.isPresent();
          value = values.next()) {
        if (value.get().get("items") instanceof List<?> items) {
          for (Object item : items) {
            addObject(item);
          }
        } else {
          addObject(value.get());
        }
      }
    }
  }

  private void addObject(Object object) throws Unreadable, Contested {
    if (object instanceof Map<?, ?> members) {
      Object note = members.containsKey("note") ? members.get("note") : members.get("checkpoint");
      if (note instanceof String text) {
        Optional<String> at =
            members.get("at") instanceof String time ? Optional.of(time) : Optional.empty();
        add(text.getBytes(StandardCharsets.UTF_8), at);
        return;
      }
    }
    throw new Unreadable("a checkpoint has neither a member note nor a member checkpoint");
  }

  private void add(byte[] bytes, Optional<String> at) throws Unreadable, Contested {
    SignedNote note =
        SignedNote.parse(bytes).orElseThrow(() -> new Unreadable("a checkpoint is no signed note"));
    List<NoteKey> signers = note.signers(keys);
    if (signers.isEmpty()) {
      throw new Contested(
          note.names(keys)
              ? "the signature of a checkpoint does not verify"
              : "a checkpoint is not signed by any of the given keys");
    }
    Checkpoint checkpoint =
        Checkpoint.parse(note.text())
            .orElseThrow(() -> new Unreadable("a signed note is no checkpoint"));
    trusted.add(new TrustedCheckpoint(checkpoint, at, signers));
  }
}
