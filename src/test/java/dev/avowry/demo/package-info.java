/** What the walk prints. */
@NullMarked
package dev.avowry.demo;

import org.jspecify.annotations.NullMarked;
