package dev.avowry.bench.load;

import java.net.InetSocketAddress;

/**
 * Requests for one server, and how their answers are known to be right: status 200 and a body that
 * has the text in it. An answer without is an error, however fast.
 *
 * @param mark empty for any body
 */
public record Workload(InetSocketAddress server, Requests requests, String mark) {}
