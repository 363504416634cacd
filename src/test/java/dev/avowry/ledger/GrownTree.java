package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree in memory that grows by its edge and keeps of each tile only the widest. */
public final class GrownTree implements Tree {
  private record Place(int level, long index) {}

  private final Map<Place, TileHashes> widest = new HashMap<>();
  private Edge edge = Edge.EMPTY;

  /** Appends leaves by their hashes. */
  public synchronized GrownTree append(List<Hash> leaves) {
    Growth growth = edge.append(leaves);
    growth.tiles().forEach(each -> widest.put(place(each.tile()), each));
    edge = growth.edge();
    return this;
  }

  @Override
  public Uni<TreeHead> head() {
    return Uni.createFrom().item(this::headNow);
  }

  @Override
  public Uni<List<TileHashes>> tiles(Collection<Tile> wanted) {
    return Uni.createFrom().item(() -> tilesNow(wanted));
  }

  /** The head, at once. */
  public synchronized TreeHead headNow() {
    return edge.head();
  }

  /** The tiles, at once. */
  public synchronized List<TileHashes> tilesNow(Collection<Tile> wanted) {
    return wanted.stream().flatMap(tile -> find(tile).stream()).toList();
  }

  private Optional<TileHashes> find(Tile tile) {
    return Optional.ofNullable(widest.get(place(tile)))
        .filter(stored -> stored.tile().width() >= tile.width())
        .map(stored -> new TileHashes(tile, stored.hashes().subList(0, tile.width())));
  }

  private static Place place(Tile tile) {
    return new Place(tile.level(), tile.index());
  }
}
