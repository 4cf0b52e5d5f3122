/** Which Java runs a service, and the archive of loaded classes that makes its next start quick. */
@NullMarked
package io.madoguchi.local.jvm;

import org.jspecify.annotations.NullMarked;
