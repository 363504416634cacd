package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;

/**
 * A certificate of which the sender of a request has proven to have the key.
 *
 * @param own the sender's certificate
 * @param comesFrom whether one of these authorities has issued it, by way of those sent with it
 * @param client the agent that the request says it is
 */
public record PresentedSvid(
    X509Certificate own, Function<List<X509Certificate>, Uni<Boolean>> comesFrom, NodeId client) {}
