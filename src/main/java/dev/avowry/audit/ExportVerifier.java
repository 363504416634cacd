package dev.avowry.audit;

import dev.avowry.ledger.Edge;
import dev.avowry.ledger.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whatever was changed in an export since its checkpoints were signed is found, and its place named
 * as closely as it can be: to the line where a line disagrees with itself or its neighbours, else
 * to between two checkpoints. Reads once and keeps no more than the edge of the tree.
 */
public final class ExportVerifier {
  private static final int BATCH = 4096;

  private final Export export;
  private final List<TrustedCheckpoint> checkpoints;
  private final Optional<Finding> contradiction;
  private final Consumer<String> details;

  private final List<Hash> pending = new ArrayList<>();
  private Edge edge = Edge.EMPTY;
  private int passed;

  /**
   * Ready to verify once.
   *
   * @param details told which checkpoints the export agrees with
   */
  public ExportVerifier(Export export, Checkpoints checkpoints, Consumer<String> details) {
    this.export = export;
    this.checkpoints = checkpoints.inOrder();
    this.contradiction = checkpoints.contradiction();
    this.details = details;
  }

  /**
   * Reads the export to its end, or to the first thing that is wrong.
   *
   * @throws Unreadable if there is no checkpoint, or the export is not one
   */
  public Finding verify() throws Unreadable {
    if (checkpoints.isEmpty()) {
      throw new Unreadable("there is no checkpoint to hold the export against");
    }
    Optional<Finding> finding = contradiction.or(this::compare);
    for (Optional<ExportLine> line = nextUnless(finding);
        line.isPresent();
        line = nextUnless(finding)) {
      finding = take(line.get());
    }
    return finding.isPresent() ? finding.get() : end();
  }

  private Optional<ExportLine> nextUnless(Optional<Finding> finding) throws Unreadable {
    return finding.isPresent() ? Optional.empty() : export.next();
  }

  private Optional<Finding> take(ExportLine line) throws Unreadable {
    long expected = size();
    if (line.index() < expected) {
      return Optional.of(new Finding.Inserted(expected, line.index()));
    }
    if (line.index() > expected) {
      return Optional.of(missing(expected, line));
    }
    if (!line.agrees()) {
      return Optional.of(disagreement(line));
    }
    pending.add(line.stated());
    if (pending.size() == BATCH) {
      grow();
    }
    return compare();
  }

  /** Gone, or further below: the rest of the export tells. */
  private Finding missing(long expected, ExportLine found) throws Unreadable {
    for (Optional<ExportLine> later = export.next(); later.isPresent(); later = export.next()) {
      if (later.get().index() == expected) {
        return new Finding.Reordered(expected, found.index());
      }
    }
    return new Finding.Removed(expected, found.index() - 1);
  }

  /** Perhaps the event and that of the next line, or their hashes, have changed places. */
  private Finding disagreement(ExportLine line) throws Unreadable {
    Optional<ExportLine> next = export.peek();
    boolean swapped =
        next.isPresent()
            && next.get().actual().equals(Optional.of(line.stated()))
            && line.actual().equals(next.map(ExportLine::stated));
    return swapped
        ? new Finding.Reordered(line.index(), next.get().index())
        : new Finding.Changed(line.index());
  }

  /** Holds the tree against every checkpoint of its size. */
  private Optional<Finding> compare() {
    while (passed < checkpoints.size() && checkpoints.get(passed).head().size() == size()) {
      grow();
      TrustedCheckpoint checkpoint = checkpoints.get(passed);
      if (!edge.head().equals(checkpoint.head())) {
        return Optional.of(new Finding.Rewritten(confirmed(), Math.max(size() - 1, 0), checkpoint));
      }
      details.accept("agrees with checkpoint " + checkpoint.inWords());
      passed++;
    }
    return Optional.empty();
  }

  private Finding end() {
    TrustedCheckpoint last = checkpoints.getLast();
    return passed < checkpoints.size()
        ? new Finding.CutOff(size(), last)
        : new Finding.Confirmed(size(), last);
  }

  /** Number of entries that a checkpoint has confirmed. */
  private long confirmed() {
    return passed == 0 ? 0 : checkpoints.get(passed - 1).head().size();
  }

  private long size() {
    return edge.size() + pending.size();
  }

  private void grow() {
    edge = edge.append(pending).edge();
    pending.clear();
  }
}
