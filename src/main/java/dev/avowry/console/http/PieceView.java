package dev.avowry.console.http;

import dev.avowry.agent.Death;
import dev.avowry.console.Picture;
import dev.avowry.console.Twig;
import java.util.List;
import java.util.Optional;

/**
 * A piece of the tree for the picture of it.
 *
 * @param cut nodes that have children behind the last that is in the piece
 */
public record PieceView(List<TwigView> nodes, List<String> cut) {
  /**
   * A node.
   *
   * @param state in one word, all that is above it counted in
   * @param own whether it is dead of itself, and not because of what is above it
   */
  public record TwigView(
      String id,
      Optional<String> parent,
      String kind,
      String name,
      String state,
      boolean own,
      long liveAgents,
      boolean branches) {
    static TwigView of(Twig twig, Picture.Piece piece) {
      Optional<Death> death = Optional.ofNullable(piece.deaths().get(twig.id()));
      return new TwigView(
          twig.id().toString(),
          twig.parent().map(Object::toString),
          Shown.code(twig.kind()),
          twig.name(),
          death.map(Death::state).orElse("live"),
          death.map(it -> it.id().equals(twig.id().toString())).orElse(false),
          twig.liveAgents(),
          twig.branches());
    }
  }

  static PieceView of(Picture.Piece piece) {
    return new PieceView(
        piece.twigs().stream().map(twig -> TwigView.of(twig, piece)).toList(),
        piece.cut().stream().map(Object::toString).toList());
  }
}
