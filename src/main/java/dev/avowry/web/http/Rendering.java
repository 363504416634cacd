package dev.avowry.web.http;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Renders once per change: as long as the source equals one of the last, the document is the same.
 *
 * @param <S> what does not change but is replaced by another
 */
public final class Rendering<S> {
  private final Function<S, Document> render;
  private final int kept;
  private volatile List<Rendered<S>> last = List.of();

  /** Renders by the given function, which must not depend on anything but its argument. */
  public Rendering(Function<S, Document> render) {
    this(render, 1);
  }

  /**
   * The same for several sources in turn.
   *
   * @param kept how many documents are kept, the newest
   */
  public Rendering(Function<S, Document> render, int kept) {
    this.render = render;
    this.kept = kept;
  }

  /** The document for the source. Threads that meet at a change may render it twice. */
  public Document of(S source) {
    for (Rendered<S> known : last) {
      if (known.source.equals(source)) {
        return known.document;
      }
    }
    Rendered<S> made = new Rendered<>(source, render.apply(source));
    last = Stream.concat(Stream.of(made), last.stream()).limit(kept).toList();
    return made.document;
  }

  private record Rendered<S>(S source, Document document) {}
}
