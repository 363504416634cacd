package dev.avowry.web.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Renders once per change: as long as the source equals the last one, the document is the same.
 *
 * @param <S> what does not change but is replaced by another
 */
public final class Rendering<S> {
  private final Function<S, Document> render;
  private volatile @Nullable Rendered<S> last;

  /** Renders by the given function, which must not depend on anything but its argument. */
  public Rendering(Function<S, Document> render) {
    this.render = render;
  }

  /** The document for the source. Threads that meet at a change may render it twice. */
  public Document of(S source) {
    Rendered<S> known = last;
    if (known == null || !known.source.equals(source)) {
      known = new Rendered<>(source, render.apply(source));
      last = known;
    }
    return known.document;
  }

  private record Rendered<S>(S source, Document document) {}
}
