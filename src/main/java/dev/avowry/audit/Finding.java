package dev.avowry.audit;

/** What the verification of an export came to, in a sentence that names the place. */
public sealed interface Finding {
  /** The sentence. */
  String sentence();

  /**
   * Everything up to the last checkpoint is as it was signed.
   *
   * @param entries of the export
   * @param by the largest checkpoint
   */
  record Confirmed(long entries, TrustedCheckpoint by) implements Finding {
    @Override
    public String sentence() {
      long covered = by.head().size();
      String confirmed = "confirmed: %d entries under checkpoint %s";
      String rest =
          entries == covered ? "" : "; %d later entries are not yet covered by a checkpoint";
      return (confirmed + rest).formatted(covered, by.inWords(), entries - covered);
    }
  }

  /** What was done to an export, as far as that can be told. */
  sealed interface Tampered extends Finding {}

  /** The event is not the one that its line states the hash of. */
  record Changed(long index) implements Tampered {
    @Override
    public String sentence() {
      return "tampered: entry %d was changed: its event is not the one of its leaf hash"
          .formatted(index);
    }
  }

  /** Entries are gone, and others follow. */
  record Removed(long first, long last) implements Tampered {
    @Override
    public String sentence() {
      return first == last
          ? "tampered: entry %d was removed".formatted(first)
          : "tampered: entries %d to %d were removed".formatted(first, last);
    }
  }

  /** An entry stands at the place of another. */
  record Reordered(long index, long found) implements Tampered {
    @Override
    public String sentence() {
      return "tampered: entries were reordered: at %d stands %d".formatted(index, found);
    }
  }

  /** An entry stands there once more, under an index that came before. */
  record Inserted(long place, long index) implements Tampered {
    @Override
    public String sentence() {
      return "tampered: a line was inserted before entry %d: it repeats index %d"
          .formatted(place, index);
    }
  }

  /** The end is missing. */
  record CutOff(long first, TrustedCheckpoint by) implements Tampered {
    @Override
    public String sentence() {
      return ("tampered: the end is cut off: entry %d is the first that is missing under checkpoint"
              + " %s")
          .formatted(first, by.inWords());
    }
  }

  /** Every line agrees with itself, and together they are not what was signed. */
  record Rewritten(long from, long to, TrustedCheckpoint by) implements Tampered {
    @Override
    public String sentence() {
      return ("tampered: entries were rewritten, added or taken out between index %d and %d:"
              + " they are not those of checkpoint %s")
          .formatted(from, to, by.inWords());
    }
  }

  /** A checkpoint that cannot be trusted, or two that cannot both be true. */
  record Doubtful(String why) implements Tampered {
    @Override
    public String sentence() {
      return "tampered: " + why;
    }
  }
}
