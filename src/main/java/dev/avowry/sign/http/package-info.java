/** {@code /v1/sign}, {@code /v1/verify}, the keys of agents, and the directory of them. */
@NullMarked
package dev.avowry.sign.http;

import org.jspecify.annotations.NullMarked;
