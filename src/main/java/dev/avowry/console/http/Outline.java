package dev.avowry.console.http;

import dev.avowry.console.Picture;
import dev.avowry.console.Twig;
import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * Children of one node, as a list to go through.
 *
 * @param next the last of them, where more follow
 */
record Outline(NodeId parent, Picture.Piece piece, List<Twig> twigs, Optional<NodeId> next) {
  static Outline below(NodeId parent, Picture.Piece piece) {
    List<Twig> children =
        piece.twigs().stream()
            .filter(twig -> twig.parent().filter(parent::equals).isPresent())
            .toList();
    Optional<NodeId> next =
        piece.cut().contains(parent) ? Optional.of(children.getLast().id()) : Optional.empty();
    return new Outline(parent, piece, children, next);
  }

  /** Whether authority flows, in a word. */
  public String state(Twig twig) {
    return Shown.effective(Optional.ofNullable(piece.deaths().get(twig.id())));
  }
}
