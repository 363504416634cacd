package dev.avowry.console;

import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cuts the tree into pieces that a browser can hold and a human can look at. */
@ApplicationScoped
public class Picture {
  /** Children of one node that are shown before somebody asks for more. */
  static final int BREADTH = 40;

  /** What one piece has at the most, about: the rest is shown when its branch is opened. */
  private static final int MOST = 400;

  private static final int FOUND = 20;

  private final Branches branches;
  private final Deaths deaths;

  Picture(Branches branches, Deaths deaths) {
    this.branches = branches;
    this.deaths = deaths;
  }

  /**
   * A piece of the tree.
   *
   * @param twigs parents before children, children in the order of the tree
   * @param deaths why no authority flows through some of them
   * @param cut nodes of which not all children from there on are in it
   */
  public record Piece(List<Twig> twigs, Map<NodeId, Death> deaths, Set<NodeId> cut) {
    public Piece {
      twigs = List.copyOf(twigs);
      deaths = Map.copyOf(deaths);
      cut = Set.copyOf(cut);
    }
  }

  /** The node and what is below it, level by level, as far as a piece goes. */
  public Uni<Piece> around(NodeId root) {
    Growth growth = new Growth();
    return branches
        .nodes(List.of(root))
        .invoke(growth::add)
        .chain(top -> grow(growth, top))
        .chain(this::complete);
  }

  /** The next children of one node. */
  public Uni<Piece> below(NodeId parent, Optional<NodeId> after) {
    Growth growth = new Growth();
    return branches
        .children(List.of(parent), after, BREADTH + 1)
        .invoke(found -> growth.addUpTo(BREADTH, found))
        .chain(() -> complete(growth));
  }

  /** Agents at or below the root by name. */
  public Uni<Piece> named(NodeId root, String text) {
    Growth growth = new Growth();
    return branches.named(root, text, FOUND).invoke(growth::add).chain(() -> complete(growth));
  }

  private Uni<Growth> grow(Growth growth, List<Twig> level) {
    List<NodeId> parents = level.stream().filter(Twig::branches).map(Twig::id).toList();
    int room = MOST - growth.twigs.size();
    if (parents.isEmpty() || room <= 0) {
      return Uni.createFrom().item(growth);
    }
    int each = Math.clamp(room / parents.size(), 2, BREADTH);
    List<NodeId> asked = parents.subList(0, Math.min(parents.size(), room / each + 1));
    return branches
        .children(asked, Optional.empty(), each + 1)
        .map(found -> growth.addUpTo(each, found))
        .chain(next -> grow(growth, next));
  }

  private Uni<Piece> complete(Growth growth) {
    return deaths
        .of(growth.twigs.stream().map(Twig::id).toList())
        .map(dead -> new Piece(growth.twigs, dead, growth.cut));
  }

  /** A piece while it grows. */
  private static final class Growth {
    private final List<Twig> twigs = new ArrayList<>();
    private final Set<NodeId> cut = new HashSet<>();

    private void add(List<Twig> more) {
      twigs.addAll(more);
    }

    /** Of each parent so many, and a note of the parents that have more; those that were added. */
    private List<Twig> addUpTo(int each, List<Twig> found) {
      Map<NodeId, Integer> seen = new HashMap<>();
      List<Twig> added = new ArrayList<>();
      for (Twig twig : found) {
        NodeId parent = twig.parent().orElseThrow();
        if (seen.merge(parent, 1, Integer::sum) <= each) {
          added.add(twig);
        } else {
          cut.add(parent);
        }
      }
      add(added);
      return added;
    }
  }
}
